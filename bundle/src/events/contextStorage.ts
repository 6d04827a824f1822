import { toJson } from '../core/json.ts'
import { copyContext } from './contexts.ts'
import type { Context } from './rawEvent.ts'

/** The user and the global context, as they outlive a reload. What the browser blocks, it does without. */
export interface ContextStorage {
  read(): Record<'user' | 'global', Context>
  write(user: Context, global: Context): void
  erase(): void
}

/** @param name - of the application, or of a part of its site: each has its own */
export function createContextStorage(name: string): ContextStorage {
  const key = `_dfrum_c:${name}`

  function access<T>(use: () => T): T | undefined {
    try {
      return use()
    } catch {
      return undefined // blocked, full, or somebody else's
    }
  }

  return {
    read() {
      const { user, global } = access(() => JSON.parse(localStorage.getItem(key) as string)) ?? {}
      return { user: copyContext(user), global: copyContext(global) }
    },
    write: (user, global) =>
      access(() => localStorage.setItem(key, toJson({ user, global }) as string)),
    erase: () => access(() => localStorage.removeItem(key)),
  }
}
