import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Timestamp } from '../core/time.ts'
import { createValueHistory } from '../core/valueHistory.ts'
import type { SessionRecord } from './sessionRecord.ts'

/** Session that events are stamped with. `ended`: the page has no session, and its events have no id. */
export interface ReportedSession {
  readonly kind: 'debug' | 'manual' | 'automatic' | 'ended'
  readonly id?: string | number | undefined
  readonly started?: Timestamp | undefined
  /** The health record that is open for it, or beneath it. */
  readonly record?: SessionRecord | undefined
}

export interface SessionChange {
  readonly at: Timestamp
  readonly session: ReportedSession | undefined
  /** Nothing was sent under the id before: it never was, as far as anyone outside can tell. */
  readonly isCorrection: boolean
}

/** Reported sessions with the times from which each counts. */
export interface ReportedHistory {
  find(time: Timestamp): ReportedSession | undefined
  /** Something will carry the id of now: from here on a change is a change, and no correction. */
  use(): void
  update(next: ReportedSession | undefined, at: Timestamp): void
  /** The session of now was a proposal, and another tab's came first: it takes the place, as if it had always been there. */
  replace(next: ReportedSession | undefined): void
  current(): ReportedSession | undefined
  readonly changes: Observable<SessionChange>
}

/** A session that differs in one of these is another one. */
const IDENTITY = ['id', 'kind', 'record'] as const

export function createReportedHistory(): ReportedHistory {
  const changes = createObservable<SessionChange>()
  const history = createValueHistory<ReportedSession | undefined>()
  let current: ReportedSession | undefined
  let changedAt = 0 as Timestamp
  let isUsed = false

  function set(next: ReportedSession | undefined, at: Timestamp, isCorrection: boolean): void {
    current = next
    changedAt = at
    history.set(at, next, isCorrection)
    changes.notify({ at, session: next, isCorrection })
  }
  return {
    find: history.find,
    use() {
      isUsed = true
    },
    update(next, time) {
      if (IDENTITY.some((name) => current?.[name] !== next?.[name])) {
        // A replayed call may be older than the last change.
        set(next, Math.max(time, changedAt) as Timestamp, !isUsed)
      }
    },
    replace: (next) => set(next, changedAt, true),
    current: () => current,
    changes,
  }
}
