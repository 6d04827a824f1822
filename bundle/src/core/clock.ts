import { performance } from './natives.ts'
import type { Timestamp } from './time.ts'

export interface Clock {
  /** The monotonic clock as a date: what events are stamped with. Within a page no moment comes twice. */
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
  let last = 0
  return {
    at,
    now() {
      // Many browsers tell whole milliseconds: what came before a change of the session must not seem to come with it.
      last = Math.max(last + 1e-3, at(performance.now()))
      return last as Timestamp
    },
    wall: () => Date.now() as Timestamp,
  }
}
