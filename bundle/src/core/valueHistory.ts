import type { Timestamp } from './time.ts'

/**
 * What was valid when: an event is stamped with the value at *its* start, which may lie well before the
 * moment at which it is reported.
 */
export interface ValueHistory<T> {
  /** From `start` on, `value` holds (`undefined`: nothing does); with `isCorrection` in the last one's place. */
  set(start: Timestamp, value: T, isCorrection?: boolean): void
  /** The value at `time`; the first one also covers all that came before it. */
  find(time: Timestamp): T | undefined
}

// Long enough for any event that is still open; a page that changes more often than this is a loop.
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
