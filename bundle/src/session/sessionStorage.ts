import { readCookie, writeCookie } from '../browser/cookie.ts'

/** Where the stored session lives. `write` of `undefined` deletes. */
export interface SessionStorage {
  read(): string | undefined
  write(value: string | undefined): void
}

const KEY = '_dfrum_s'
// A manual session lasts until it is ended: keep the cookie as long as browsers allow (400 days).
const COOKIE_MAX_AGE_SECONDS = 400 * 86_400

const cookieStorage: SessionStorage = {
  read: () => readCookie(KEY),
  write: (value) => writeCookie(KEY, value ?? '', value === undefined ? 0 : COOKIE_MAX_AGE_SECONDS),
}

const localStorageStorage: SessionStorage = {
  read: () => localStorage.getItem(KEY) ?? undefined,
  write: (value) =>
    value === undefined ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, value),
}

function createMemoryStorage(): SessionStorage {
  let held: string | undefined
  return {
    read: () => held,
    write(value) {
      held = value
    },
  }
}

/** The first of cookie, localStorage and memory that keeps what is written to it. */
export function pickSessionStorage(): SessionStorage {
  for (const storage of [cookieStorage, localStorageStorage]) {
    if (works(storage)) {
      return storage
    }
  }
  return createMemoryStorage()
}

function works(storage: SessionStorage): boolean {
  try {
    const before = storage.read()
    storage.write(before ?? 'test')
    const kept = storage.read() === (before ?? 'test')
    if (before === undefined) {
      storage.write(undefined)
    }
    return kept
  } catch {
    return false // mere access throws in a sandboxed frame
  }
}
