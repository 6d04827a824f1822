export interface RateLimitOptions {
  /** What each key may spend in a second, on average. */
  perSecond: number
  /** What it may spend at once after a quiet time, as seconds of the average. */
  burstSeconds: number
  /** Keys that are remembered: what bounds the memory when every request comes from another address. */
  maxKeys: number
  /** Monotonic, in ms. */
  now(): number
}

export interface RateLimit {
  /** Spends `cost` for `key`. @returns 0, or the seconds after which to come back; then nothing was spent */
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
export function createRateLimit({
  perSecond,
  burstSeconds,
  maxKeys,
  now,
}: RateLimitOptions): RateLimit {
  const burst = perSecond * burstSeconds
  const buckets = new Map<string, Bucket>() // in the order of their last use

  function refill(key: string): Bucket {
    const at = now()
    const former = buckets.get(key)
    if (former === undefined) {
      return { level: burst, at }
    }
    const level = former.level + ((at - former.at) / 1000) * perSecond
    return { level: Math.min(level, burst), at }
  }

  function remember(key: string, bucket: Bucket): void {
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size > maxKeys) {
      buckets.delete(buckets.keys().next().value ?? '') // the one that was quiet for longest is fullest
    }
  }

  return {
    spend(key, cost) {
      const bucket = refill(key)
      if (bucket.level <= 0) {
        return Math.max(Math.ceil(-bucket.level / perSecond), 1)
      }
      bucket.level -= cost
      remember(key, bucket)
      return 0
    },
  }
}
