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

/** The nanoseconds from one time to a later one, both in ms; 0 where the clock was set back, or a browser does not know. */
export function nanosecondsBetween(from = 0, to = 0): number {
  return toNanoseconds(Math.max(0, to - from))
}
