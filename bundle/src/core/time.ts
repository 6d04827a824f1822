declare const unit: unique symbol

/** Milliseconds since the epoch, fractions included. */
export type Timestamp = number & { readonly [unit]: 'epoch ms' }

/** Milliseconds. */
export type Duration = number & { readonly [unit]: 'ms' }

export const SECOND: Duration = 1000 as Duration
export const MINUTE: Duration = 60_000 as Duration

/** Durations travel as whole nanoseconds (protocol/measurements.ts). */
export function toNanoseconds(duration: number): number {
  return Math.round(duration * 1e6)
}

export function elapsed(from: Timestamp, to: Timestamp): Duration {
  return Math.max(0, to - from) as Duration
}
