import type { Settings } from '../store/settings.ts'
import type { Accounts, Grant } from './accounts.ts'
import type { Principal } from './principal.ts'
import { createSecret, hashSecret } from './secretHash.ts'

const KIND = 'signIn'
const HOUR_MS = 3_600_000
/** A working day: then a password is asked for again, and an identity provider for its groups. */
export const SIGN_IN_MS: number = 12 * HOUR_MS

interface StoredSignIn {
  name: string
  endsAt: number
  /** Of an account with a password: what it was when it was used. */
  credential?: string
  /** Of an identity provider's user: what its groups gave. */
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
  /** Signing in is what leaves something behind, so it is what clears them up. */
  async function removeEnded(): Promise<void> {
    for (const [id, { endsAt }] of await settings.list<StoredSignIn>(KIND)) {
      if (endsAt <= now()) {
        await settings.remove(KIND, id)
      }
    }
  }

  return {
    async start(signIn) {
      await removeEnded()
      const secret = createSecret()
      await settings.write(KIND, hashSecret(secret), { ...signIn, endsAt: now() + SIGN_IN_MS })
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
