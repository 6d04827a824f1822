import type { Timestamp } from './time.ts'

export interface Clock {
  /** The monotonic clock as a date: what events are stamped with. Never goes back within a page. */
  now(): Timestamp
  /** The same for a time that the browser gives relative to the page's start (`entry.startTime`). */
  at(sinceTimeOrigin: number): Timestamp
  /** The wall clock: what sessions are timed with, because it is the one that tabs share. */
  wall(): Timestamp
}

export function createClock(): Clock {
  // `timeOrigin` is missing in old WebViews; the difference is the same instant, rounded to 1 ms.
  const origin = performance.timeOrigin || Date.now() - performance.now()
  const at = (sinceTimeOrigin: number) => (origin + sinceTimeOrigin) as Timestamp
  return { at, now: () => at(performance.now()), wall: () => Date.now() as Timestamp }
}
