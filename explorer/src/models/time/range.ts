import type { TimeSpan } from './timeSpan.ts'
import { toSpanMs } from './timeSpan.ts'

/** Two times in ms since the epoch: `from` is included, `to` is not. */
export interface TimeWindow {
  from: number
  to: number
}

/** Chosen range: one that moves with the clock, or two fixed times. */
export type Range = { last: TimeSpan } | TimeWindow

export const DEFAULT_RANGE: Range = { last: { count: 24, unit: 'h' } }

/** Ranges that the picker offers. */
export const RANGE_CHOICES: readonly TimeSpan[] = [
  { count: 15, unit: 'm' },
  { count: 1, unit: 'h' },
  { count: 4, unit: 'h' },
  { count: 24, unit: 'h' },
  { count: 7, unit: 'd' },
  { count: 30, unit: 'd' },
]

/** Before every event that a browser with a working clock has sent: the start of a question about all time. */
export const ALL_TIME: number = Date.UTC(2000, 0, 1)

/** Bounds of the collector. */
const EARLIEST = Date.UTC(1970, 0, 3)
const LATEST = Date.UTC(2148, 0, 1)
/** The collector's narrowest bucket: nothing narrower can be drawn. */
const SHORTEST = 1000

export function isRelative(range: Range): range is { last: TimeSpan } {
  return 'last' in range
}

/** Returns the window of a range at `now`. All requests of a screen must share one window. */
export function toWindow(range: Range, now: number): TimeWindow {
  return isRelative(range)
    ? { from: Math.max(now - toSpanMs(range.last), EARLIEST), to: now }
    : { from: range.from, to: range.to }
}

/**
 * Returns the request parameters of a window. A relative range is open-ended: a visitor's clock that runs ahead must
 * not hide the session.
 */
export function toRangeParams(range: Range, window: TimeWindow): { from: number; to?: number } {
  return isRelative(range) ? { from: window.from } : { from: window.from, to: window.to }
}

export type RangeProblem = 'missing' | 'order' | 'bounds'

/** Finds why two times are not a range. NaN stands for an empty field or a text that is no time. */
export function findRangeProblem({ from, to }: TimeWindow): RangeProblem | undefined {
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return 'missing'
  }
  if (from < EARLIEST || to > LATEST) {
    return 'bounds'
  }
  return from < to ? undefined : 'order'
}

/** Returns the window that a drag over the histogram selects, in either direction. At least a second wide. */
export function toZoom(one: number, other: number): TimeWindow {
  const from = clamp(Math.floor(Math.min(one, other)))
  return { from, to: Math.max(clamp(Math.ceil(Math.max(one, other))), from + SHORTEST) }
}

/** Returns the window three times as wide around the same middle, not beyond `now`. */
export function toZoomOut(range: Range, now: number): TimeWindow {
  const { from, to } = toWindow(range, now)
  return { from: clamp(2 * from - to), to: Math.max(to, Math.min(clamp(2 * to - from), now)) }
}

/** Moves a range by its own length: -1 to the earlier window, 1 to the later one, not beyond `now`. */
export function toShifted(range: Range, now: number, by: -1 | 1): TimeWindow {
  const { from, to } = toWindow(range, now)
  const length = to - from
  const end = by === 1 ? Math.max(to, Math.min(to + length, now)) : to - length
  return { from: clamp(end - length), to: clamp(end) }
}

function clamp(time: number): number {
  return Math.min(Math.max(time, EARLIEST), LATEST - SHORTEST)
}

/** Widths of buckets that people read easily. */
const INTERVALS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 7, 14, 31].map((days) => days * 86_400_000),
]

/** Returns the narrowest bucket that divides a window into at most `maxBuckets`. */
export function toInterval({ from, to }: TimeWindow, maxBuckets: number): number {
  // Buckets begin at multiples of the width, so a window may touch one more.
  const fits = (width: number): boolean => (to - from) / width + 1 <= maxBuckets
  return INTERVALS.find(fits) ?? (INTERVALS.at(-1) as number)
}
