/** Tells whether events can be stored: what the last write tells, and after a failed one a probe. */
export interface StoreHealth {
  /** Runs a write and remembers how it ended. */
  watch<T>(write: () => Promise<T>): Promise<T>
  /** Returns whether a write would succeed now. It asks the disk only where the last write failed. */
  isWritable(): Promise<boolean>
}

export interface StoreHealthDeps {
  /** How it begins: `true` where the start could not write. */
  isFailing: boolean
  /** A small write along the whole way to the disk. */
  probe(): Promise<void>
  /** Monotonic, in ms. */
  now(): number
}

/** Balancers ask every second or so, several at a time. */
const PROBE_INTERVAL_MS = 1000

/**
 * The probe shows that there is room again after the disk was full. A balancer sends nothing to a collector that is not
 * ready, so no write could show it.
 */
export function createStoreHealth({ probe, now, ...start }: StoreHealthDeps): StoreHealth {
  let isFailing = start.isFailing
  let probedAt = Number.NEGATIVE_INFINITY
  let probing: Promise<void> | undefined

  async function probeOnce(): Promise<void> {
    probedAt = now()
    try {
      await probe()
      isFailing = false
    } catch {
      isFailing = true
    } finally {
      probing = undefined
    }
  }

  return {
    async watch(write) {
      try {
        const result = await write()
        isFailing = false
        return result
      } catch (error) {
        isFailing = true
        throw error
      }
    },
    async isWritable() {
      if (isFailing && probing === undefined && now() - probedAt >= PROBE_INTERVAL_MS) {
        probing = probeOnce()
      }
      await probing
      return !isFailing
    },
  }
}
