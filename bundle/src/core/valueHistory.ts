import type { Timestamp } from './time.ts'

/**
 * Values by their time: an event is stamped with the value at *its* start, which may be well before the event is
 * reported.
 */
export interface ValueHistory<T> {
  /** Sets the value from `start` on (`undefined`: none). With `isCorrection` it replaces the last one. */
  set(start: Timestamp, value: T, isCorrection?: boolean): void
  /** Returns the value at `time`; the first value also covers all earlier times. */
  find(time: Timestamp): T | undefined
}

// Enough for any event that is still open; a page that changes a value more often is in a loop.
const ENTRIES = 50

export function createValueHistory<T>(): ValueHistory<T> {
  const entries: { start: Timestamp; value: T }[] = []
  return {
    set(start, value, isCorrection) {
      if (isCorrection) {
        entries.pop()
      }
      entries.push({ start, value })
      if (entries.length > ENTRIES) {
        entries.shift()
      }
    },
    find(time) {
      let index = entries.length - 1
      while (index > 0 && (entries[index] as { start: Timestamp }).start > time) {
        index--
      }
      return entries[index]?.value
    },
  }
}
