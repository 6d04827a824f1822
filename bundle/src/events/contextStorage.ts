import { attempt } from '../core/attempt.ts'
import { isObject } from '../core/isObject.ts'
import { toJson } from '../core/json.ts'
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

  return {
    read() {
      const { user, global } = attempt(() => JSON.parse(localStorage.getItem(key) as string)) ?? {}
      return { user: isObject(user) ? user : {}, global: isObject(global) ? global : {} }
    },
    write: (user, global) =>
      attempt(() => localStorage.setItem(key, toJson({ user, global }) as string)),
    erase: () => attempt(() => localStorage.removeItem(key)),
  }
}
