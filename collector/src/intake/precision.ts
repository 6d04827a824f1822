import type { Point } from '../../../protocol/point.ts'

/** How many nanoseconds one unit of a line's time stands for, under every name that InfluxDB writers use. */
const NANOSECONDS = {
  ns: 1n,
  n: 1n,
  us: 1_000n,
  u: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
} as const

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

export type Precision = keyof typeof NANOSECONDS

export const PRECISIONS: readonly string[] = Object.keys(NANOSECONDS)

export function isPrecision(name: string): name is Precision {
  return Object.hasOwn(NANOSECONDS, name)
}

/**
 * Converts a line's time to milliseconds, rounding down. `bigint`, because a time in nanoseconds has 19
 * digits and a double keeps 16: the nearest double of a whole millisecond may lie just below it.
 */
export function toMilliseconds(time: bigint, precision: Precision): number {
  const nanoseconds = time * NANOSECONDS[precision]
  const quotient = nanoseconds / NANOSECONDS_PER_MILLISECOND
  const isFloored = nanoseconds >= 0n || nanoseconds % NANOSECONDS_PER_MILLISECOND === 0n
  return Number(isFloored ? quotient : quotient - 1n)
}

/** Gives a point the time of its line. */
export function setTime(point: Point, time: bigint, precision: Precision): Point {
  point.time = toMilliseconds(time, precision)
  const nanoseconds = toNanoseconds(time, precision)
  if (nanoseconds > 0) {
    point.nanoseconds = nanoseconds
  }
  return point
}

/** Part of a line's time below its millisecond. */
function toNanoseconds(time: bigint, precision: Precision): number {
  const rest = (time * NANOSECONDS[precision]) % NANOSECONDS_PER_MILLISECOND
  return Number(rest < 0n ? rest + NANOSECONDS_PER_MILLISECOND : rest)
}
