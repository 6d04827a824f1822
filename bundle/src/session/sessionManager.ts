import { listen } from '../browser/listen.ts'
import { trackPageExit, trackPageReturn } from '../browser/pageExit.ts'
import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import type { Clock } from '../core/clock.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { SECOND } from '../core/time.ts'
import type { ReportedHistory } from './reportedHistory.ts'
import { createReportedHistory } from './reportedHistory.ts'
import { fromStored, toStored } from './sessionCodec.ts'
import type { ReportedSession, SessionEvent, SessionRules, SessionState } from './sessionState.ts'
import { nextExpiry, nextState, reportedSession, withUnwrittenActivity } from './sessionState.ts'
import type { SessionStorage } from './sessionStorage.ts'

/** setTimeout counts in 32 bits; more fires at once. */
const MAX_TIMER = 2 ** 31 - 1
const ACTIVITY = ['pointerdown', 'keydown', 'touchstart', 'scroll', 'wheel']

const ENDED: ReportedSession = { kind: 'ended' }

export interface SessionManagerDeps {
  readonly storage: SessionStorage
  readonly clock: Clock
  readonly rules: SessionRules
}

export interface SessionManager {
  readonly find: ReportedHistory['find']
  readonly changes: ReportedHistory['changes']
  /** The state now, other tabs' changes included. Never extends anything. */
  read(): SessionState
  /** Applies a call of the page. */
  apply(command: SessionEvent): SessionState
  /** Something that a user did at `at` (now, if not given): extends the session, or starts a new one. */
  activity(at?: Timestamp): void
  readonly stop: Stop
}

/** Runs the session of this page: known when this returns, kept in step with the other tabs from then on. */
export function startSessionManager({ storage, clock, rules }: SessionManagerDeps): SessionManager {
  const reported = createReportedHistory()
  const writeInterval = rules.timeout / 30
  let state: SessionState = {}
  let isEnded = false // by `endSession()`: no automatic session until the next page
  let activeAt = 0
  let writtenAt = 0
  let timer: Timer | undefined

  function step(event: SessionEvent, at = clock.now()): SessionState {
    const now = clock.wall()
    // Re-read before each change: another tab may have renewed the session since.
    const stored = storage.read()
    const before = withUnwrittenActivity(fromStored(stored), state)
    state = nextState(before, event, now, rules)
    const isPlainActivity =
      event.type === 'activity' && before.automatic?.id === state.automatic?.id
    const next = toStored(state)
    // Every write wakes the other tabs: plain activity is written twice a minute at most, and at exit.
    if (next !== stored && !(isPlainActivity && now - writtenAt < writeInterval)) {
      writtenAt = now
      storage.write(next)
    }
    reported.update(reportedSession(state) ?? (isEnded ? ENDED : undefined), at)
    armTimer(now)
    return state
  }

  function armTimer(now: Timestamp): void {
    clearTimeout(timer)
    // A second at least: timers fire a little early in some browsers, and must not spin. At most what a
    // timer can hold: it looks again then.
    timer = setTimer(check, Math.max(SECOND, Math.min(nextExpiry(state) - now, MAX_TIMER)))
  }

  function activity(at?: Timestamp): void {
    const now = clock.wall()
    // Scrolling fires with every frame, and reading a cookie is not free.
    if (Math.abs(now - activeAt) >= SECOND) {
      activeAt = now
      step({ type: isEnded ? 'check' : 'activity' }, at)
    }
  }

  const check = () => step({ type: 'check' })
  step({ type: 'start' })

  return {
    find: reported.find,
    changes: reported.changes,
    read: check,
    apply(command) {
      if (command.type === 'end' || command.type === 'startManual') {
        isEnded = command.type === 'end'
      }
      activeAt = 0 // what comes next may have to start a session, however soon it comes
      return step(command)
    },
    activity,
    stop: stopAll(
      () => clearTimeout(timer),
      listen(window, ACTIVITY, () => activity()),
      trackPageReturn(check),
      trackPageExit(check),
    ),
  }
}
