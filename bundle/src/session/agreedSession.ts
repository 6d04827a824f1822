import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import type { Clock } from '../core/clock.ts'
import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { SECOND } from '../core/time.ts'
import type { Agreement } from './agreement.ts'
import { createAgreement } from './agreement.ts'
import { createKilledTabs } from './killedTabs.ts'
import type { ReportedHistory, ReportedSession } from './reportedHistory.ts'
import { createReportedHistory } from './reportedHistory.ts'
import type { RecordPage, SessionRecord } from './sessionRecord.ts'
import type { SessionRecords } from './sessionRecords.ts'
import { createSessionRecords } from './sessionRecords.ts'
import type { SessionEvent, SessionRules, SessionState } from './sessionState.ts'
import { nextExpiry } from './sessionState.ts'
import type { SessionStorage } from './sessionStorage.ts'
import type { SharedState } from './sharedState.ts'
import { createSharedState } from './sharedState.ts'
import type { PageWatch } from './watchPage.ts'

/** setTimeout counts in 32 bits; more fires at once. */
const MAX_TIMER = 2 ** 31 - 1
/** Events that change nothing on a page whose session was ended. */
const OF_A_VISIT: readonly SessionEvent['type'][] = ['end', 'stop', 'reset', 'user', 'error']

export interface AgreedSessionDeps extends Omit<RecordPage, 'visibleTime'> {
  readonly storage: SessionStorage
  readonly clock: Clock
  readonly rules: SessionRules
  /** `undefined` where there are none: an insecure context, an old browser. */
  readonly locks: LockManager | undefined
  /** `true`: the storage may be used at once; otherwise `grant` allows it later. */
  readonly isGranted: boolean
  readonly page: Pick<PageWatch, 'visibleTime' | 'isLeaving'>
}

/** The session as this page sees it, and what it is to the other tabs. */
export interface AgreedSession
  extends Pick<Agreement, 'isHeld' | 'commit'>,
    Pick<SharedState, 'note' | 'knows'>,
    Pick<SessionRecords, 'take'> {
  readonly reported: ReportedHistory
  /** The tabs have agreed, and what was held may go on. */
  readonly settled: Observable<void>
  /** A record's update waits for a view line to carry it. */
  readonly updates: Observable<void>
  /** Assumes at once what comes of `event`, and has the tabs agree. */
  step(event: SessionEvent, at?: Timestamp): SessionState
  /** Has the tabs agree on what may have changed. */
  settle(): void
  /** The state now, other tabs' changes included. Changes nothing. */
  look(): SessionState
  openRecord(): SessionRecord | undefined
  /** Starts the manual session that `record` is of. */
  begin(record: SessionRecord): void
  grant(): void
  readonly stop: Stop
}

export function createAgreedSession(deps: AgreedSessionDeps): AgreedSession {
  const { clock, rules, page } = deps
  const reported = createReportedHistory()
  const updates = createObservable<void>()
  const settled = createObservable<void>()
  let { isGranted } = deps
  let proposed: string | undefined // the record's id of a session that the other tabs have not agreed on
  let isStored = false // what was proposed: without locks, some time before the tabs have agreed on it
  let isEndedHere = false // by `endSession()`: no automatic session until the next page
  let expiry = Infinity
  let acceptedAt = 0
  let timer: Timer | undefined

  const shared = createSharedState({ ...deps, isGranted: () => isGranted })
  const records = createSessionRecords(clock, { ...deps, visibleTime: page.visibleTime })
  const killed = createKilledTabs({ ...deps, shared, settle })
  const agreement = createAgreement({
    ...deps,
    isGranted: () => isGranted,
    isLeaving: page.isLeaving,
    outvote: shared.outvote,
    prepare: killed.prepare,
    write() {
      records.confirm(shared.write())
      accept(clock.now(), true)
      isStored = true
      killed.lookLater()
    },
    settled() {
      proposed = undefined
      isStored = false
      settled.notify()
      for (let untold = records.sweep(openRecord()); untold > 0; untold--) {
        updates.notify()
      }
    },
  })

  /** The state as this page sees it. */
  function ours(state: SessionState): SessionState {
    return isEndedHere && !state.visit?.isManual ? { ...state, visit: undefined } : state
  }

  const openRecord = () => records.open(ours(shared.current()))

  /** @param isAgreed - it comes of what the tabs have agreed on, not of what happened on this page */
  function accept(at: Timestamp, isAgreed: boolean): void {
    isEndedHere ||= Boolean(shared.current().isEnded)
    const state = ours(shared.current())
    // A session that the tabs agreed on and that this page does not know began in another tab.
    const record = state.visit && records.of(state.visit, isAgreed)
    if (state.visit) {
      record?.follow(state.visit)
    }
    const session = toReported(state, record, isEndedHere || !rules.isAutomatic)
    const before = reported.current()?.record?.session.sid
    const late = clock.wall() - expiry
    // Not where all have expired meanwhile: what happened under ours would be nobody's.
    const isLost =
      isAgreed && proposed && before === proposed && record && record.session.sid !== proposed
    // A session that began after ours was stored is the next one, and does not replace ours.
    if (isLost && !(isStored && Number(session?.started) > Number(reported.current()?.started))) {
      reported.replace(session)
    } else if (late < 0) {
      reported.update(session, at)
    } else {
      // The reported session ended before this check: later events do not belong to it.
      const end = Math.max(acceptedAt, at - late) as Timestamp
      const isNew = Number(session?.started) > expiry
      reported.update(isNew ? undefined : session, end)
      reported.update(session, at)
    }
    expiry = nextExpiry(state)
    acceptedAt = clock.now()
    clearTimeout(timer)
    // A second at least: timers fire a little early in some browsers, and must not spin. At most what a
    // timer can hold: it looks again then.
    const delay = Math.max(SECOND, Math.min(expiry - clock.wall(), MAX_TIMER))
    timer = setTimer(settle, delay)
  }

  function step(event: SessionEvent, at = clock.now()): SessionState {
    if (isEndedHere && OF_A_VISIT.includes(event.type)) {
      return ours(shared.current())
    }
    if (proposed) {
      shared.refresh()
      accept(at, true)
    }
    const { before, next } = shared.apply(event, rules.isAutomatic && !isEndedHere)
    records.close(next.closed)
    if (next.visit && next.visit.sid !== before.visit?.sid) {
      records.of(next.visit)
      proposed = next.visit.sid
    } else if (next.visit) {
      // But a page that begins cannot know whether the tab that began it is still there to tell.
      records.of(next.visit, event.type !== 'start')
    }
    const assume = () => accept(at, false)
    if (proposed || event.type !== 'activity' || shared.isDueToWrite()) {
      agreement.settle(Boolean(proposed), assume)
    } else {
      assume()
    }
    return ours(next)
  }

  function settle(): void {
    agreement.settle(Boolean(proposed))
  }

  return {
    reported,
    settled,
    updates,
    isHeld() {
      // Before an event is stamped, and whatever a timer has missed.
      if (clock.wall() >= expiry) {
        settle()
      }
      return agreement.isHeld()
    },
    commit: agreement.commit,
    note: shared.note,
    knows: shared.knows,
    take: records.take,
    step,
    settle,
    look: () => ours(shared.look()),
    openRecord,
    begin(record) {
      isEndedHere = false
      records.add(record)
      step({ type: 'startManual', id: record.session.sid, manualId: record.id })
    },
    grant() {
      isGranted = true
      agreement.resume(Boolean(proposed))
    },
    stop: stopAll(() => clearTimeout(timer), killed.stop, agreement.stop),
  }
}

function toReported(
  { debug, visit }: SessionState,
  record: SessionRecord | undefined,
  isWithoutId: boolean,
): ReportedSession | undefined {
  const slot = debug ?? visit
  if (!slot) {
    return isWithoutId ? { kind: 'ended' } : undefined
  }
  const kind = debug ? 'debug' : visit?.isManual ? 'manual' : 'automatic'
  return { id: slot.id, started: slot.started, kind, record }
}
