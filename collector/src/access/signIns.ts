import type { Principal } from '../http/principal.ts'
import type { Settings } from '../store/settings.ts'
import type { Accounts, Grant } from './accounts.ts'
import { createSecret, hashSecret } from './secretHash.ts'

const KIND = 'signIn'
const HOUR_MS = 3_600_000
/** A working day: then a password is asked for again, and an identity provider for its groups. */
export const SIGN_IN_MS: number = 12 * HOUR_MS
/** A group that is taken from somebody ends after this: the provider is asked again, mostly without a question. */
const GROUPS_MS = HOUR_MS
/** Number of sign-ins that one account keeps, the newest: a program that signs in for each request must not fill the store. */
const SIGN_INS_EACH = 20

interface StoredSignIn {
  name: string
  endsAt: number
  /** For an account with a password: its credential when it signed in. */
  credential?: string
  /** For a user of an identity provider: the rights that its groups gave. */
  grant?: Grant
}

/** Browsers that are signed in. Their cookie holds a secret, of which a hash is stored. */
export interface SignIns {
  /** @returns the secret */
  start(signIn: Omit<StoredSignIn, 'endsAt'>): Promise<string>
  find(secret: string): Promise<Principal | undefined>
  end(secret: string): Promise<void>
}

export interface SignInDeps {
  settings: Settings
  accounts: Pick<Accounts, 'find'>
  /** ms since the epoch. */
  now(): number
}

export function createSignIns({ settings, accounts, now }: SignInDeps): SignIns {
  /** Signing in is what leaves something behind, so it is what clears it up. */
  async function removeOld(name: string): Promise<void> {
    const all = [...(await settings.list<StoredSignIn>(KIND))]
    const own = all
      .filter(([, one]) => one.name === name && one.endsAt > now())
      .toSorted(([, one], [, other]) => other.endsAt - one.endsAt)
    const ended = all.filter(([, { endsAt }]) => endsAt <= now())
    const old = [...ended, ...own.slice(SIGN_INS_EACH - 1)]
    await settings.removeAll(
      KIND,
      old.map(([id]) => id),
    )
  }

  return {
    async start(signIn) {
      await removeOld(signIn.name)
      const secret = createSecret()
      const endsAt = now() + (signIn.grant === undefined ? SIGN_IN_MS : GROUPS_MS)
      await settings.write(KIND, hashSecret(secret), { ...signIn, endsAt })
      return secret
    },
    async find(secret) {
      const stored = (await settings.list<StoredSignIn>(KIND)).get(hashSecret(secret))
      if (stored === undefined || stored.endsAt <= now()) {
        return undefined
      }
      const { name, grant, credential } = stored
      if (grant !== undefined) {
        return toPrincipal(name, grant)
      }
      const account = await accounts.find(name)
      return account !== undefined && account.credential === credential
        ? toPrincipal(name, account)
        : undefined
    },
    async end(secret) {
      await settings.remove(KIND, hashSecret(secret))
    },
  }
}

function toPrincipal(name: string, { role, scope }: Grant): Principal {
  return { name: `user:${name}`, role, scope, isAmbient: true }
}
