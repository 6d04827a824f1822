import type { Duration, Timestamp } from '../core/time.ts'
import type { SessionContext, SessionStatus } from './session.ts'

/** A claim on the reported id, timed with the wall clock, which tabs share. */
export interface Slot {
  /** As it was given: a number stays a number. */
  readonly id: string | number
  readonly started: Timestamp
  /** From this instant on, it is over. */
  readonly expire: Timestamp
}

/** The manual or automatic session under a debug overlay, with the health record that is open for it. */
export interface BaseSession extends Slot {
  readonly isManual: boolean
  /** The record's id: 32 hex digits. */
  readonly sid: string
  /** Uncaught and added errors, in all tabs. */
  readonly errors: number
  readonly status: SessionStatus
  /** A tab has claimed the record's first update. */
  readonly isSent: boolean
  /** Hash of the first known user of the session; empty while there is none. */
  readonly userHash: string
  /** Given to `startSession`: belongs to the session in all tabs. */
  readonly context?: StoredContext | undefined
}

export type StoredContext = Pick<SessionContext, 'user' | 'release' | 'environment' | 'tags'>

/** A base session whose record has reached its final status. */
export interface ClosedSession extends BaseSession {
  /** The last activity, if the session ended before now. */
  readonly ended?: Timestamp | undefined
}

/**
 * The state that the tabs share. Identity has three slots, debug, manual and automatic, and the first active one is
 * reported (docs/sessions.md). A manual session suspends the automatic one, so these two share one slot.
 */
export interface SessionState {
  readonly debug?: Slot | undefined
  readonly base?: BaseSession | undefined
  /** Marks of the visible tabs. A tab removes its mark when it is hidden. */
  readonly tabs?: readonly string[] | undefined
  /** `endSession()` was called: events carry no session id. */
  readonly isEnded?: boolean | undefined
}

export interface NextState extends SessionState {
  /** Effect: the records that reached their final status with this event, each of them once. */
  readonly closed: readonly ClosedSession[]
  /** Effect: other updates of the record that this event calls for. */
  readonly due: readonly DueUpdate[]
}

/** `first`: with the line that it was claimed for. `soon`: a view line is made for it. `next`: with the next line. */
export type Urgency = 'first' | 'soon' | 'next'

export interface DueUpdate {
  readonly base: BaseSession
  readonly due: Urgency
}

export interface SessionRules {
  /** Idle time that ends an automatic session. */
  readonly timeout: Duration
  readonly maxDuration: Duration
  /** Idle time that ends a debug session. */
  readonly debugTimeout: Duration
  /** The SDK starts sessions itself. */
  readonly isAutomatic: boolean
  /** When automatic sessions resume after `endSession()`. */
  readonly restartAfterEnd: 'nextPage' | 'activity' | 'never'
  /** Another user gets another session. */
  readonly resetOnUserChange: boolean
}

/** Properties of the session that an event may start. */
export interface NewSession {
  /** A UUID: the id of an automatic session, and of the record of either kind. */
  readonly id: string
  readonly manualId?: string | number | undefined
  /** Hash of the user who is known when the session starts. */
  readonly userHash?: string | undefined
  readonly context?: StoredContext | undefined
  /** Time of the event, if it is before now: the event belongs to the session. */
  readonly begunAt?: Timestamp | undefined
}

type Starting = 'start' | 'activity' | 'startManual' | 'reset' | 'user'

export type SessionEvent =
  | { readonly type: 'check' | 'end' | 'stop' | 'clearDebug' | 'capture' }
  | { readonly type: 'addDebug'; readonly id: string }
  | { [Type in Starting]: { readonly type: Type } & NewSession }[Starting]
  | { readonly type: 'sent'; readonly sid: string }
  | { readonly type: 'error'; readonly count: number; readonly status?: SessionStatus | undefined }
  | { readonly type: 'show'; readonly tab: string }
  | { readonly type: 'hide'; readonly tab: string; readonly isChanged?: boolean | undefined }
  | {
      readonly type: 'killed'
      readonly tabs: readonly string[]
      /** The base session, if no other tab was visible. */
      readonly base?: BaseSession | undefined
    }

/** Expiry of a manual session: a date in the year 5138. */
export const NEVER = 1e14 as Timestamp

type Draft = { -readonly [Key in keyof SessionState]: SessionState[Key] } & {
  readonly closed: ClosedSession[]
  readonly due: DueUpdate[]
  readonly now: Timestamp
  readonly rules: SessionRules
}

type Handlers = {
  readonly [Type in SessionEvent['type']]?: (
    draft: Draft,
    event: Extract<SessionEvent, { readonly type: Type }>,
  ) => void
}

const HANDLERS: Handlers = {
  start(draft, event) {
    draft.isEnded &&= draft.rules.restartAfterEnd === 'never'
    HANDLERS.activity?.(draft, event as never)
  },
  activity(draft, event) {
    const { debug, base } = draft
    draft.debug = debug && extend(draft, debug)
    if (base) {
      draft.base = extend(draft, base)
    } else if (draft.rules.isAutomatic && !draft.isEnded) {
      begin(draft, event, false)
    }
  },
  addDebug(draft, { id }) {
    const { debug, now } = draft
    const started = debug?.id === id ? debug.started : now
    draft.debug = extend(draft, { id, started, expire: now })
  },
  clearDebug(draft) {
    draft.debug = undefined
  },
  end(draft) {
    draft.isEnded ||= draft.rules.restartAfterEnd !== 'activity'
    HANDLERS.stop?.(draft, { type: 'stop' } as never)
  },
  stop(draft) {
    close(draft, 'exited')
    draft.base = undefined
  },
  startManual(draft, event) {
    draft.isEnded = false
    begin(draft, event, true)
  },
  reset(draft, event) {
    if (draft.base) {
      begin(draft, event, draft.base.isManual)
    }
  },
  user(draft, event) {
    const { base, rules } = draft
    if (!base?.userHash) {
      change(draft, { userHash: event.userHash as string }, 'soon')
    } else if (base.userHash !== event.userHash) {
      if (rules.resetOnUserChange) {
        begin(draft, event, base.isManual)
      } else if (base.context) {
        change(draft, { context: { ...base.context, user: undefined } })
      }
    }
  },
  error(draft, { count, status }) {
    const errors = draft.base?.errors ?? 0
    change(draft, { errors: errors + count }, errors || status ? undefined : 'soon')
    if (status) {
      close(draft, status)
    }
  },
  sent(draft, { sid }) {
    if (draft.base?.sid === sid && !draft.base.isSent) {
      change(draft, { isSent: true }, 'first')
    }
  },
  capture(draft) {
    change(draft, {}, 'soon')
  },
  show(draft, { tab }) {
    const { tabs = [] } = draft
    draft.tabs = tabs.includes(tab) ? tabs : [...tabs, tab]
  },
  hide(draft, { tab, isChanged }) {
    draft.tabs = draft.tabs?.filter((each) => each !== tab)
    if (isChanged) {
      change(draft, {}, 'next') // the view reports at exit by itself
    }
  },
  killed(draft, { tabs, base }) {
    const { tabs: before = [] } = draft
    draft.tabs = before.filter((each) => !tabs.includes(each))
    // The session lasts as long as one tab lives. A tab that was hidden meanwhile was not killed.
    const areThere = before.length - draft.tabs.length === tabs.length
    if (base && areThere && draft.base?.sid === base.sid) {
      close(draft, 'abnormal', endOf(draft, base))
    }
  },
}

/** Computes the shared state after `event` at `now`. Every rule is a row of a table test. */
export function nextState(
  state: SessionState,
  event: SessionEvent,
  now: Timestamp,
  rules: SessionRules,
): NextState {
  const draft: Draft = { ...state, closed: [], due: [], now, rules }
  const { debug, base } = state
  draft.debug = debug && extend(draft, debug, debug.expire)
  // A killed tab is handled before the expiry of its session.
  if (base && event.type !== 'killed') {
    draft.base = extend(draft, base, base.expire)
    if (!draft.base) {
      draft.base = base
      close(draft, 'exited', endOf(draft, base))
      draft.base = undefined
    }
  }
  HANDLERS[event.type]?.(draft, event as never)
  const { tabs, isEnded, closed, due } = draft
  return { debug: draft.debug, base: draft.base, tabs, isEnded, closed, due }
}

/** Limits a slot to `expire`, and to the time that activity at this moment would give it. `undefined`: expired. */
function extend<S extends Slot>(
  { now, rules }: Draft,
  slot: S,
  expire: number = NEVER,
): S | undefined {
  // A clock that went back leaves no session that starts in the future.
  const started = Math.min(slot.started, now)
  const { sid, isManual } = slot as Partial<BaseSession>
  const latest = !sid
    ? now + rules.debugTimeout
    : isManual
      ? NEVER
      : Math.min(now + rules.timeout, started + rules.maxDuration)
  const end = Math.min(expire, latest)
  // Neither is true of NaN, which a damaged form reads as. The instant of expiry itself is expired.
  return started <= now && now < end
    ? { ...slot, started: started as Timestamp, expire: end as Timestamp }
    : undefined
}

function begin(
  draft: Draft,
  { id, manualId = id, userHash = '', context, begunAt }: NewSession,
  isManual: boolean,
): void {
  const { now } = draft
  close(draft, 'exited')
  draft.base = extend(draft, {
    id: isManual ? manualId : id,
    started: begunAt ?? now,
    expire: now,
    isManual,
    sid: toSid(id),
    errors: 0,
    status: 'ok',
    isSent: false,
    userHash,
    ...(context && { context }),
  })
}

/** @param due - calls for an update, if the record is open */
function change(draft: Draft, changes: Partial<BaseSession>, due?: Urgency): void {
  if (draft.base) {
    draft.base = { ...draft.base, ...changes }
    if (due && draft.base.status === 'ok') {
      draft.due.push({ base: draft.base, due })
    }
  }
}

/** A final status stays: a crash that is sent twice counts twice. */
function close(draft: Draft, status: SessionStatus, ended?: Timestamp): void {
  const { base } = draft
  if (base?.status === 'ok') {
    draft.base = { ...base, status }
    draft.closed.push({ ...draft.base, ended })
  }
}

/** An expired session ended with its last activity, or at its maximum duration. */
export function endOf(
  { now, rules }: Pick<Draft, 'now' | 'rules'>,
  { started, expire, ...more }: Slot,
): Timestamp {
  const { sid, isManual } = more as Partial<BaseSession>
  const cut = started + rules.maxDuration
  const last = isManual
    ? now
    : !sid
      ? expire - rules.debugTimeout
      : expire < cut
        ? expire - rules.timeout
        : cut
  return Math.max(started, Math.min(now, last)) as Timestamp
}

/** Formats a UUID as the id of a record: 32 hex digits. */
function toSid(id: string): string {
  return id.replace(/-/g, '')
}

/** The session whose id is reported. */
export function reportedSlot({ debug, base }: SessionState): Slot | undefined {
  return debug ?? base
}

/** Returns when the next slot expires; `Infinity` if none does. */
export function nextExpiry({ debug, base }: SessionState): number {
  return Math.min(debug?.expire ?? Infinity, base?.expire ?? Infinity)
}

/**
 * Applies this page's unwritten activity to the stored state. Only an expiry is carried over, and only under the
 * same id, so that an entry that vanished from the storage stays gone.
 */
export function withUnwrittenActivity(stored: SessionState, ours: SessionState): SessionState {
  return {
    ...stored,
    debug: later(stored.debug, ours.debug),
    base: later(stored.base, ours.base),
  }
}

function later<S extends Slot>(theirs: S | undefined, own: S | undefined): S | undefined {
  return theirs && own?.id === theirs.id && own.expire > theirs.expire
    ? { ...theirs, expire: own.expire }
    : theirs
}

/** Decides which of two sessions that began at once all tabs keep: a manual one first, then the older. */
export function isBefore(mine: BaseSession, theirs: BaseSession): boolean {
  return mine.isManual !== theirs.isManual
    ? mine.isManual
    : mine.started === theirs.started
      ? mine.sid < theirs.sid
      : mine.started < theirs.started
}
