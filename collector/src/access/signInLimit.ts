export interface SignInLimitOptions {
  /** Failures that are forgiven at once. */
  failures: number
  /** After which one more is forgiven, in ms. */
  forgivenEvery: number
  /** Addresses that are remembered. */
  maxKeys: number
  /** Monotonic, in ms. */
  now(): number
}

/** Counts failed sign-ins by address. Successes cost nothing. */
export interface SignInLimit {
  /** Seconds to wait before the next attempt; 0: none. */
  check(key: string): number
  fail(key: string): void
}

interface Failures {
  count: number
  at: number
}

export function createSignInLimit({
  failures: allowed,
  forgivenEvery,
  maxKeys,
  now,
}: SignInLimitOptions): SignInLimit {
  const byKey = new Map<string, Failures>() // in the order of the last failure

  /** What is left of the failures, as a fraction goes down with time. */
  function read(key: string): number {
    const former = byKey.get(key)
    return former === undefined
      ? 0
      : Math.max(former.count - (now() - former.at) / forgivenEvery, 0)
  }

  return {
    check(key) {
      const tooMany = read(key) - allowed + 1
      return tooMany > 0 ? Math.ceil((tooMany * forgivenEvery) / 1000) : 0
    },
    fail(key) {
      const count = read(key) + 1
      byKey.delete(key)
      byKey.set(key, { count, at: now() })
      if (byKey.size > maxKeys) {
        byKey.delete(byKey.keys().next().value ?? '')
      }
    },
  }
}
