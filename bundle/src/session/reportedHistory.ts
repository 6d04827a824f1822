import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Timestamp } from '../core/time.ts'
import { createValueHistory } from '../core/valueHistory.ts'
import type { ReportedSession } from './sessionState.ts'

export interface SessionChange {
  readonly at: Timestamp
  readonly session: ReportedSession | undefined
  /** Nothing carries the id before: it never was, as far as anyone outside can tell. */
  readonly isCorrection: boolean
}

/** Which session was reported when. */
export interface ReportedHistory {
  /** The session at an event's time; asking for it means that something will carry its id. */
  find(time: Timestamp): ReportedSession | undefined
  update(next: ReportedSession | undefined, at: Timestamp): void
  readonly changes: Observable<SessionChange>
}

export function createReportedHistory(): ReportedHistory {
  const changes = createObservable<SessionChange>()
  let history = createValueHistory<ReportedSession | undefined>()
  let current: ReportedSession | undefined
  let changedAt = 0
  let isUsed = false
  return {
    find(time) {
      isUsed = true
      return history.find(time)
    },
    update(next, time) {
      if (current?.id === next?.id && current?.kind === next?.kind) {
        return
      }
      current = next
      const at = Math.max(time, changedAt) as Timestamp // a replayed call may be older than the last change
      changedAt = at
      const isCorrection = !isUsed
      if (isCorrection) {
        // A debug session that is added right after `init` covers the page from its start.
        history = createValueHistory()
      }
      history.set(at, next)
      changes.notify({ at, session: next, isCorrection })
    },
    changes,
  }
}
