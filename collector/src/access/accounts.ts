import type { AppScope } from '../http/appScope.ts'
import type { Role } from '../http/principal.ts'
import type { Settings } from '../store/settings.ts'
import { hashPassword, isPassword } from './passwordHash.ts'

/** The account that the operator's secret opens. */
export const ADMIN = 'admin'
const KIND = 'account'

export interface Grant {
  role: Role
  scope: AppScope
}

interface StoredAccount extends Grant {
  passwordHash: string
}

export interface Account extends Grant {
  name: string
  /** Changes with the password: a sign-in that was made with another one has ended. */
  credential: string
}

export interface AccountChange extends Partial<Grant> {
  password?: string | undefined
}

export interface Accounts {
  list(): Promise<Account[]>
  find(name: string): Promise<Account | undefined>
  /** `undefined` where name or password is wrong, and after the same time. */
  verify(name: string, password: string): Promise<Account | undefined>
  write(name: string, change: AccountChange & Grant): Promise<void>
  remove(name: string): Promise<void>
}

/** Accounts with a password: the operator's, and those that it has made. */
export function createAccounts(settings: Settings, adminSecret: string): Accounts {
  /** Made once, when it is first needed: it takes a tenth of a second. */
  let adminHash: Promise<string> | undefined

  async function readAll(): Promise<Map<string, StoredAccount>> {
    const stored = new Map(await settings.list<StoredAccount>(KIND))
    stored.delete(ADMIN)
    if (adminSecret !== '') {
      adminHash ??= hashPassword(adminSecret, ADMIN_SALT)
      stored.set(ADMIN, { passwordHash: await adminHash, role: 'admin', scope: 'all' })
    }
    return stored
  }

  async function find(name: string): Promise<Account | undefined> {
    const stored = (await readAll()).get(name)
    return stored && toAccount(name, stored)
  }

  return {
    find,
    async list() {
      return [...(await readAll())].map(([name, stored]) => toAccount(name, stored))
    },
    async verify(name, password) {
      const stored = (await readAll()).get(name)
      const isRight = await isPassword(password, stored?.passwordHash)
      return isRight ? find(name) : undefined
    },
    async write(name, { password, role, scope }) {
      const passwordHash =
        password === undefined
          ? (await readAll()).get(name)?.passwordHash
          : await hashPassword(password)
      await settings.write(KIND, name, { passwordHash, role, scope })
    },
    remove: (name) => settings.remove(KIND, name),
  }
}

/** Fixed, so that a sign-in lives on over a restart and counts at every collector. The hash is never stored. */
const ADMIN_SALT = Buffer.from('dataflux-rum admin')

function toAccount(name: string, { role, scope, passwordHash }: StoredAccount): Account {
  // The end of the key: what is stored with a sign-in must not help to find the password.
  return { name, role, scope, credential: passwordHash.slice(-8) }
}
