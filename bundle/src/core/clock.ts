import type { Timestamp } from './time.ts'
import { SECOND } from './time.ts'

export interface Clock {
  /** The monotonic clock as a date: what events are stamped with. Within a page no moment comes twice. */
  now(): Timestamp
  /** The same for a time that the browser gives relative to the page's start (`entry.startTime`). */
  at(sinceTimeOrigin: number): Timestamp
  /** The wall clock: what sessions are timed with, because it is the one that tabs share. */
  wall(): Timestamp
  /** Milliseconds by which the wall clock has moved against the monotonic clock since the page's start. */
  drift(): number
}

export function createClock(): Clock {
  // `timeOrigin` is missing in old WebViews; the difference is the same instant, rounded to 1 ms.
  const origin = performance.timeOrigin || Date.now() - performance.now()
  // The latest first.
  const jumps = [{ since: 0, drift: 0 }]
  let drift = 0
  let last = 0
  let checkedAt = 0

  /** The monotonic clock stands still while the machine sleeps, and a wrong wall clock may be corrected. */
  function check(): number {
    const now = performance.now()
    const ahead = Date.now() - origin - now - drift
    if (Math.abs(ahead) > SECOND) {
      drift += ahead
      jumps.unshift({ since: checkedAt, drift })
    }
    checkedAt = now
    return now
  }

  function at(sinceTimeOrigin: number): Timestamp {
    check()
    const jump = jumps.find(({ since }) => since <= sinceTimeOrigin)
    return (origin + sinceTimeOrigin + (jump?.drift ?? 0)) as Timestamp
  }

  return {
    at,
    now() {
      // Many browsers count whole milliseconds: an event before a change of the session must not seem to follow it.
      last = Math.max(last + 1e-3, at(check()))
      return last as Timestamp
    },
    wall: () => Date.now() as Timestamp,
    drift: () => drift,
  }
}
