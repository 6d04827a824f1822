import { randomUUID } from 'node:crypto'
import type { Principal } from '../http/principal.ts'
import type { Settings } from '../store/settings.ts'
import type { Grant } from './accounts.ts'
import { createSecret, hashSecret } from './secretHash.ts'

const KIND = 'apiToken'
const USE_KIND = 'apiTokenUse'
/** So that people, and programs that look for leaked secrets, know what it is. */
export const TOKEN_PREFIX = 'rum_'
/** A program that calls every second must not write to the disk every second. */
const USE_WRITTEN_EVERY_MS = 600_000

interface StoredToken extends Grant {
  name: string
  hash: string
  createdBy: string
  createdAt: number
  /** ms since the epoch. */
  endsAt?: number
}

interface TokenUse {
  at: number
}

export interface ApiToken extends Grant {
  id: string
  name: string
  createdBy: string
  createdAt: number
  endsAt: number | undefined
  /** To ten minutes; `undefined`: never. */
  lastUsedAt: number | undefined
}

export interface ApiTokens {
  list(): Promise<ApiToken[]>
  /** @returns the token, which nobody can read again */
  create(token: NewToken): Promise<{ id: string; token: string }>
  /** @returns whether there was one */
  revoke(id: string): Promise<boolean>
  find(token: string): Promise<Principal | undefined>
}

export interface NewToken extends Grant {
  name: string
  createdBy: string
  endsAt?: number
}

export function createApiTokens(settings: Settings, now: () => number): ApiTokens {
  const usedAt = new Map<string, number>()

  async function noteUse(id: string): Promise<void> {
    const written = (await settings.list<TokenUse>(USE_KIND)).get(id)?.at ?? 0
    if (now() - Math.max(written, usedAt.get(id) ?? 0) >= USE_WRITTEN_EVERY_MS) {
      usedAt.set(id, now()) // before the write: the next request must not write it too
      await settings.write(USE_KIND, id, { at: now() })
    }
  }

  async function list(): Promise<ApiToken[]> {
    const uses = await settings.list<TokenUse>(USE_KIND)
    const tokens = await settings.list<StoredToken>(KIND)
    const all = [...tokens].map(([id, { hash: _, endsAt, ...token }]) => ({
      ...token,
      id,
      endsAt,
      lastUsedAt: uses.get(id)?.at,
    }))
    return all.sort((one, other) => one.createdAt - other.createdAt)
  }

  return {
    list,
    async create(token) {
      const id = randomUUID()
      const secret = `${TOKEN_PREFIX}${createSecret()}`
      const hash = hashSecret(secret)
      await settings.write(KIND, id, { ...token, hash, createdAt: now() })
      return { id, token: secret }
    },
    async revoke(id) {
      const isThere = (await settings.list(KIND)).has(id)
      if (isThere) {
        await settings.remove(KIND, id)
        await settings.remove(USE_KIND, id)
      }
      return isThere
    },
    async find(token) {
      const hash = hashSecret(token)
      for (const [id, stored] of await settings.list<StoredToken>(KIND)) {
        if (stored.hash === hash && now() < (stored.endsAt ?? Number.POSITIVE_INFINITY)) {
          noteUse(id).catch(() => undefined) // on a full disk a token works as before, and its use is not noted
          const { name, role, scope } = stored
          return { name: `token:${name}`, role, scope, isAmbient: false }
        }
      }
      return undefined
    },
  }
}
