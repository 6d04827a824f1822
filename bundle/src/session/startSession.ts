import type { FieldsOf } from '../../../protocol/measurements.ts'
import type { Clock } from '../core/clock.ts'
import { createUuid } from '../core/ids.ts'
import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { MINUTE, SECOND } from '../core/time.ts'
import { createValueHistory } from '../core/valueHistory.ts'
import { lookAt } from './nextTab.ts'
import { runTab } from './runTab.ts'
import type { Session, SessionStatus } from './session.ts'
import { makeManualId } from './sessionIds.ts'
import type { RecordPage, SessionRecord } from './sessionRecord.ts'
import { createSessionRecord, toUserHash } from './sessionRecord.ts'
import type { SessionEvent, SessionState } from './sessionState.ts'
import type { SessionStorage } from './sessionStorage.ts'
import type { ReportedId, TabRecord, TabRules } from './tabSession.ts'
import { findDue, findRecord, needsClaim, openSession } from './tabSession.ts'
import { watchPage } from './watchPage.ts'

export interface SessionDeps extends Omit<RecordPage, 'visibleTime'> {
  readonly storage: SessionStorage
  readonly clock: Clock
  readonly rules: Omit<TabRules, 'hasLocks'>
  /** `undefined` where there are none: an insecure context, an old browser. */
  readonly locks: LockManager | undefined
  /** The user has consented. Otherwise nothing is read or stored before `grant`. */
  readonly isGranted: boolean
  /** Decides whether the end of an earlier session may ride on a line of this one. */
  readonly isCollected: (session: ReportedSession) => boolean
}

/** The session that events are stamped with. */
export interface ReportedSession extends ReportedId {
  readonly record?: SessionRecord | undefined
}

export interface SessionChange {
  readonly at: Timestamp
  /** Time of the last activity or event, if the session before expired. */
  readonly endedAt?: Timestamp | undefined
  readonly session: ReportedSession | undefined
  /** Nothing was sent under the id before, so no view has to end. */
  readonly isCorrection: boolean
}

/** A call of the page. The engine adds what a new session needs. */
export type SessionCall =
  | { readonly type: 'end' | 'stop' | 'clearDebug' | 'reset' }
  | { readonly type: 'addDebug'; readonly id: string }

export interface SessionEngine {
  /** Returns the session at `time`. */
  find(time: Timestamp): ReportedSession | undefined
  /** An event of `time` will carry the id: from here on a change of the id is no correction. */
  use(time: Timestamp): void
  readonly changes: Observable<SessionChange>
  /** The tabs have agreed, and held events may go on. */
  readonly settled: Observable<void>
  /** An update waits for a view line that carries it. */
  readonly updates: Observable<void>
  /** The page waits for what was added to be sent. */
  readonly flushes: Observable<void>
  /** Returns whether the id of now may still change: the tabs have to agree, or the user to consent. */
  isHeld(): boolean
  /** Claims the first update of the session's record. @returns whether a line may carry an update now */
  claim(session: ReportedSession): boolean
  /** Returns the fields of an update that a view line of `session` carries, if one is due. */
  takeUpdate(session: ReportedSession): FieldsOf<'view'> | undefined
  /** Returns the state now, changes of other tabs included. Never extends anything. */
  read(): SessionState
  getSession(): Session | undefined
  /** Sends an update now. */
  captureSession(): void
  /** Applies a call of the page. */
  apply(call: SessionCall): SessionState
  /** Starts the manual session of `record`. */
  begin(record: SessionRecord): void
  /** The user did something at `at` (default: now): extends the session, or starts a new one. */
  activity(at?: Timestamp): void
  /** An uncaught or added error; the session reaches `status` with it. */
  error(status: SessionStatus | undefined): void
  /** The page has set its user. */
  followUser(): void
  /** The user has consented: from here on the session is read and stored. */
  grant(): void
  readonly stop: Stop
}

/** Runs the session of this page. The session exists when this returns. */
export function startSession(deps: SessionDeps): SessionEngine {
  const { clock, locks, getUser } = deps
  const rules: TabRules = { ...deps.rules, hasLocks: Boolean(locks) }
  const history = createValueHistory<ReportedSession | undefined>()
  const changes = createObservable<SessionChange>()
  const settled = createObservable<void>()
  const updates = createObservable<void>()
  const flushes = createObservable<void>()
  const records = new Map<string | undefined, SessionRecord>()
  let activeAt = 0

  const page = watchPage({
    ...deps,
    dispatch: (event) => dispatch(event),
    activity,
    isKnown: (text) => text === current().known,
  })
  const { current, dispatch, readStored, use, stop } = runTab({
    ...deps,
    rules,
    isLeaving: page.isLeaving,
    follow(tab) {
      for (const record of tab.records) {
        getRecord(record).follow(record)
      }
    },
    report(change) {
      const session = change.session && {
        ...change.session,
        record: records.get(change.session.sid),
      }
      history.set(change.at, session, change.isCorrection)
      changes.notify({ ...change, session })
    },
    settled: settled.notify,
    update: updates.notify,
    flush: flushes.notify,
  })

  function getRecord({ base }: TabRecord): SessionRecord {
    return records.get(base.sid) ?? add(createSessionRecord(base, clock))
  }

  function add(record: SessionRecord): SessionRecord {
    record.attach({ ...deps, visibleTime: page.visibleTime })
    records.set(record.session.sid, record)
    return record
  }

  /** @param at - when it happened, by the event clock */
  function happen(event: SessionEvent, at?: Timestamp): void {
    const time = clock.now()
    const age = at === undefined ? 0 : Math.max(0, time - at)
    // A browser that counts `timeStamp` otherwise must not date a session.
    const isSound = age < MINUTE
    const begunAt = Math.floor(clock.wall() - age) as Timestamp
    const more = { userHash: toUserHash(getUser()), ...(isSound && age && { begunAt }) }
    dispatch({ ...more, ...event }, isSound ? at : time)
  }

  /** A call of the page may have to start a session, however soon after the last activity it comes. */
  function call(event: { readonly type: SessionEvent['type'] }): void {
    activeAt = 0
    happen({ id: createUuid(), manualId: makeManualId(), ...event } as SessionEvent)
  }

  function activity(at?: Timestamp): void {
    // Scrolling fires with every frame, and reading a cookie is not free.
    if (Math.abs(clock.wall() - activeAt) >= SECOND) {
      activeAt = clock.wall()
      happen({ type: 'activity', id: createUuid() }, at)
    }
  }

  function claim({ sid }: ReportedSession): boolean {
    const record = findRecord(current(), sid)
    if (record && needsClaim(record)) {
      happen({ type: 'sent', sid: record.base.sid })
    }
    return current().phase === 'agreed'
  }

  happen({ type: 'start', id: createUuid() })
  page.start()

  return {
    find: history.find,
    use,
    changes,
    settled,
    updates,
    flushes,
    isHeld() {
      // Before an event is stamped, and whatever a timer has missed.
      if (clock.wall() >= current().expiry) {
        dispatch({ type: 'look' })
      }
      return current().phase !== 'agreed'
    },
    claim,
    takeUpdate(reported) {
      claim(reported)
      const found = findDue(current(), reported.sid, (each) =>
        deps.isCollected({ kind: 'automatic', record: getRecord(each) }),
      )
      if (!found) {
        return undefined
      }
      const { id, sid } = found.base
      const fields = getRecord(found).toUpdate()
      dispatch({ type: 'told', sid })
      return { ...fields, session_record_id: id === reported.id ? undefined : String(id) }
    },
    read: () => lookAt(current(), readStored(), clock.wall(), rules),
    getSession: () => records.get(openSession(current())?.sid)?.session,
    captureSession: () => happen({ type: 'capture' }),
    apply(event) {
      call(event)
      return current().shared
    },
    begin(record) {
      const { session, id: manualId, context } = record
      const userHash = toUserHash(context?.user ?? getUser())
      add(record)
      call({ type: 'startManual', ...{ id: session.sid, manualId, userHash, context } })
    },
    activity,
    error: (status) => happen({ type: 'error', count: 1, status }),
    followUser() {
      if (toUserHash(getUser())) {
        call({ type: 'user' })
      }
    },
    grant() {
      dispatch({ type: 'grant' })
      page.show()
    },
    stop: stopAll(stop, page.stop),
  }
}
