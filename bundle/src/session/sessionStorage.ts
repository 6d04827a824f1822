import type { CookieOptions } from '../browser/cookie.ts'
import { readCookie, widestCookieDomain, writeCookie } from '../browser/cookie.ts'
import { NativeSet } from '../core/natives.ts'
import type { Persistence } from './session.ts'

/** Where the stored session lives: the first of the places that keeps what is written to it. */
export interface SessionStorage {
  read(): string | undefined
  /**
   * `undefined` deletes.
   *
   * @returns `false` where it was in vain: the next place stands in from now on
   */
  write(value: string | undefined): boolean
  /** Deletes what was ever written, wherever. */
  erase(): void
}

export interface SessionCookieOptions extends CookieOptions {
  /** One session for all hosts of the site. */
  readonly acrossSubdomains?: boolean | undefined
}

interface Place {
  read(): string | undefined
  write(value: string | undefined): void
}

/** The version of the form is in the name: another version of the SDK on the site has its own. */
export const SESSION_KEY = '_dfrum_s1'

// A manual session lasts until it is ended: keep the cookie as long as browsers allow (400 days).
const COOKIE_MAX_AGE_SECONDS = 400 * 86_400

export function createSessionStorage(
  persistence: readonly Persistence[],
  cookieOptions: SessionCookieOptions,
): SessionStorage {
  const places = [...new NativeSet<Persistence>([...persistence, 'memory'])].map((name) =>
    name === 'cookie'
      ? createCookiePlace(cookieOptions)
      : name === 'memory'
        ? createMemoryPlace()
        : localStoragePlace,
  )
  const all = [...places]
  function read(): string | undefined {
    try {
      return (places[0] as Place).read()
    } catch {
      places.shift() // mere access throws in a sandboxed frame; memory, the last one, never does
      return read()
    }
  }
  return {
    read,
    write(value) {
      try {
        const place = places[0] as Place
        // Another tab may have put back what was there before: hardly more often than once.
        for (let attempts = 3; attempts > 0; attempts--) {
          const before = place.read()
          place.write(value)
          const after = place.read()
          // A third value was written by another tab at the same moment: the place works.
          if (after === value || after !== before) {
            return true
          }
        }
      } catch {
        // As where nothing is kept.
      }
      places.shift()
      return false
    },
    erase() {
      for (const place of all) {
        try {
          place.write(undefined)
        } catch {
          // Nothing could ever be written there.
        }
      }
    },
  }
}

function createCookiePlace({ acrossSubdomains, ...options }: SessionCookieOptions): Place {
  let domain: string | undefined
  return {
    read: () => readCookie(SESSION_KEY),
    write(value) {
      domain ??= acrossSubdomains ? widestCookieDomain(options) : ''
      writeCookie(SESSION_KEY, value ?? '', value === undefined ? 0 : COOKIE_MAX_AGE_SECONDS, {
        ...options,
        domain,
      })
    },
  }
}

const localStoragePlace: Place = {
  read: () => localStorage.getItem(SESSION_KEY) ?? undefined,
  write: (value) =>
    value === undefined
      ? localStorage.removeItem(SESSION_KEY)
      : localStorage.setItem(SESSION_KEY, value),
}

function createMemoryPlace(): Place {
  let held: string | undefined
  return {
    read: () => held,
    write(value) {
      held = value
    },
  }
}
