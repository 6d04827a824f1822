import { LRUCache } from 'lru-cache'

export interface RateLimitOptions {
  /** Cost that each key regains in a second. */
  perSecond: number
  /** Cost that a key may spend at once after a quiet time. */
  burst: number
  /** Keys that are remembered: what bounds the memory when every request comes from another address. */
  maxKeys: number
  /** Monotonic, in ms. */
  now(): number
}

export interface RateLimit {
  /**
   * @param least - what must be left; by default anything at all
   * @returns 0, or the seconds after which the key has that again
   */
  secondsUntil(key: string, least?: number): number
  /** Takes `cost` from the key. It may go into debt, which it pays by waiting. */
  take(key: string, cost: number): void
  /** Takes `cost` if anything is left. @returns 0, or the seconds after which to come back; then nothing was taken */
  spend(key: string, cost: number): number
}

interface Bucket {
  level: number
  at: number
}

/**
 * Token buckets. A key may spend as long as it has anything left, so that one batch larger than the burst is
 * not refused for ever; it pays the debt by waiting.
 */
export function createRateLimit({ perSecond, burst, maxKeys, now }: RateLimitOptions): RateLimit {
  // The key that took nothing for longest goes first: its bucket is the fullest. So readers only `peek`.
  const buckets = new LRUCache<string, Bucket>({ max: maxKeys })

  function readLevel(key: string): number {
    const former = buckets.peek(key)
    return former === undefined
      ? burst
      : Math.min(former.level + ((now() - former.at) / 1000) * perSecond, burst)
  }

  function secondsUntil(key: string, least = 0): number {
    const level = readLevel(key)
    return level > 0 && level >= least ? 0 : Math.max(Math.ceil((least - level) / perSecond), 1)
  }

  function take(key: string, cost: number): void {
    buckets.set(key, { level: readLevel(key) - cost, at: now() })
  }

  return {
    secondsUntil,
    take,
    spend(key, cost) {
      const seconds = secondsUntil(key)
      if (seconds === 0) {
        take(key, cost)
      }
      return seconds
    },
  }
}
