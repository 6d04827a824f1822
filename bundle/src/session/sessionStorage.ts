import type { CookieOptions } from '../browser/cookie.ts'
import { readCookie, widestCookieDomain, writeCookie } from '../browser/cookie.ts'
import { toHash } from './sampling.ts'
import type { Persistence } from './session.ts'

/** Keeps the stored session in the first place that keeps what is written to it. */
export interface SessionStorage {
  /** Name of the cookie, of the storage entry and of the lock. */
  readonly key: string
  read(): string | undefined
  /**
   * `undefined` deletes.
   *
   * @returns `false` if nothing was kept: the next place is used from now on
   */
  write(value: string | undefined): boolean
  /** Deletes the entry in every place. */
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

/**
 * Returns the name of an application's entry: two applications on one host have sessions of their own. It has the
 * version of the form, so that another version of the SDK on the site has its own entry, too.
 */
export function toSessionKey(applicationId: string): string {
  return `_dfrum_s2_${toHash(applicationId).toString(36)}`
}

// A manual session lasts until it is ended: keep the cookie as long as browsers allow (400 days).
const COOKIE_MAX_AGE_SECONDS = 400 * 86_400

export function createSessionStorage(
  applicationId: string,
  persistence: readonly Persistence[],
  cookieOptions: SessionCookieOptions,
): SessionStorage {
  const key = toSessionKey(applicationId)
  const places = [...new Set<Persistence>([...persistence, 'memory'])].map((name) =>
    name === 'cookie'
      ? createCookiePlace(key, cookieOptions)
      : name === 'memory'
        ? createMemoryPlace()
        : createLocalStoragePlace(key),
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
    key,
    read,
    write(value) {
      try {
        const place = places[0] as Place
        // Another tab may have written the former value again: hardly more often than once.
        for (let attempts = 3; attempts > 0; attempts--) {
          const before = place.read()
          place.write(value)
          const after = place.read()
          // Any other value was written by another tab at the same moment: the place works.
          if (after === value || after !== before) {
            return true
          }
        }
      } catch {
        // Access is denied: nothing is kept.
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

function createCookiePlace(
  key: string,
  { acrossSubdomains, ...options }: SessionCookieOptions,
): Place {
  let domain: string | undefined
  const read = () => readCookie(key)
  function write(value: string | undefined, of: string): void {
    const maxAge = value === undefined ? 0 : COOKIE_MAX_AGE_SECONDS
    writeCookie(key, value ?? '', maxAge, { ...options, domain: of })
  }
  function findDomain(): string {
    if (domain === undefined) {
      domain = acrossSubdomains ? widestCookieDomain(options) : ''
      const before = domain && read()
      if (before) {
        // A cookie of the host alone, from before the option was set, would hide the one of the domain.
        write(undefined, '')
        if (!read()) {
          write(before, domain)
        }
      }
    }
    return domain
  }
  return {
    read() {
      findDomain()
      return read()
    },
    write: (value) => write(value, findDomain()),
  }
}

const createLocalStoragePlace = (key: string): Place => ({
  read: () => localStorage.getItem(key) ?? undefined,
  write: (value) =>
    value === undefined ? localStorage.removeItem(key) : localStorage.setItem(key, value),
})

function createMemoryPlace(): Place {
  let held: string | undefined
  return {
    read: () => held,
    write(value) {
      held = value
    },
  }
}
