/** Names the collector of a shared store that checks. Each claim writes one; the last that was written counts. */
export interface Lease {
  holder: string
  /** ms since the epoch. */
  until: number
}

/** `idle`: another collector checks. `claim`: write the lease, and check only once it has been read back. */
export type LeaseStep = 'check' | 'renew' | 'claim' | 'idle'

/** Other collectors wait for so long after the last sign of the one that checked. */
export const LEASE_MS = 180_000

/**
 * Pure: what a collector does about checking, by the lease that it reads. The store has no compare-and-swap: of two that claim at
 * the same time, both read the later one's claim at their next turn, and the other becomes idle.
 */
export function nextLease(lease: Lease | undefined, self: string, now: number): LeaseStep {
  if (lease === undefined || lease.until <= now) {
    return 'claim'
  }
  if (lease.holder !== self) {
    return 'idle'
  }
  return lease.until - now < (LEASE_MS * 2) / 3 ? 'renew' : 'check'
}
