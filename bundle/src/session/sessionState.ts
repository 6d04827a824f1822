import { NativeSet } from '../core/natives.ts'
import type { Duration, Timestamp } from '../core/time.ts'
import type { SessionStatus } from './session.ts'

/** One claim on the reported id, timed with the wall clock, which tabs share. */
export interface Slot {
  /** As it was given: a number stays a number. */
  readonly id: string | number
  readonly started: Timestamp
  /** From this instant on, it is over. */
  readonly expire: Timestamp
}

/** The manual or automatic session, with the health record that is open for it. */
export interface Visit extends Slot {
  readonly isManual: boolean
  /** The record's id: 32 hex digits. */
  readonly sid: string
  /** Uncaught and added errors, in all tabs. */
  readonly errors: number
  readonly status: SessionStatus
  /** An update of the record was handed to the network. */
  readonly isSent: boolean
  /** Stands for the user it belongs to; empty while that is not known. */
  readonly userHash: string
}

/** A visit whose record has come to its final status. */
export interface ClosedVisit extends Visit {
  /** Where that was before now: the last activity. */
  readonly ended?: Timestamp | undefined
}

/**
 * State that the tabs share. Identity has three slots, debug, manual and automatic, and the first active one is reported
 * (docs/sessions.md); a manual session suspends the automatic one, so that these two are one visit.
 */
export interface SessionState {
  readonly debug?: Slot | undefined
  readonly visit?: Visit | undefined
  /** The tabs that are in view: each leaves its mark, and takes it away when it is hidden. */
  readonly tabs?: readonly string[] | undefined
  /** By `endSession()`: events carry no session id. */
  readonly isEnded?: boolean | undefined
}

export interface NextState extends SessionState {
  /** Effects: the records that came to their final status by this event, each of them once. */
  readonly closed: readonly ClosedVisit[]
}

export interface SessionRules {
  /** Idle time that ends an automatic session. */
  readonly timeout: Duration
  readonly maxDuration: Duration
  /** Idle time that ends a debug session. */
  readonly debugTimeout: Duration
  /** `true`: sessions start automatically. */
  readonly isAutomatic: boolean
  /** When automatic sessions go on after `endSession()`. */
  readonly restartAfterEnd: 'nextPage' | 'activity' | 'never'
  /** `true`: another user gets another session. */
  readonly resetOnUserChange: boolean
}

/** For a session that may begin by an event. */
export interface NewIds {
  /** A UUID: the id of an automatic session, and of the record of either kind. */
  readonly id: string
  readonly manualId: string | number
}

export type SessionEvent =
  | { readonly type: 'check' | 'end' | 'stop' | 'clearDebug' | 'sent' }
  | { readonly type: 'start' | 'activity' | 'addDebug'; readonly id: string }
  | ({ readonly type: 'startManual' | 'reset' } & NewIds)
  | ({ readonly type: 'user'; readonly userHash: string } & NewIds)
  | { readonly type: 'error'; readonly count: number; readonly status?: SessionStatus | undefined }
  | { readonly type: 'show' | 'hide'; readonly tab: string }
  | {
      readonly type: 'killed'
      readonly tabs: readonly string[]
      /** As it was when they were all that there was. */
      readonly visit?: Visit | undefined
    }

/** A manual session never expires by itself: this is a date in the year 5138. */
export const NEVER = 1e14 as Timestamp

type Draft = { -readonly [Key in keyof SessionState]: SessionState[Key] } & {
  readonly closed: ClosedVisit[]
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
  activity(draft, { id }) {
    const { debug, visit } = draft
    draft.debug = debug && extend(draft, debug)
    if (visit) {
      draft.visit = extend(draft, visit)
    } else if (draft.rules.isAutomatic && !draft.isEnded) {
      begin(draft, { id, manualId: '' }, false)
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
    draft.visit = undefined
  },
  startManual(draft, ids) {
    draft.isEnded = false
    begin(draft, ids, true)
  },
  reset(draft, ids) {
    if (draft.visit) {
      begin(draft, ids, draft.visit.isManual)
    }
  },
  user(draft, event) {
    const { visit, rules } = draft
    if (visit?.userHash && visit.userHash !== event.userHash && rules.resetOnUserChange) {
      begin(draft, event, visit.isManual)
    }
    change(draft, { userHash: event.userHash })
  },
  error(draft, { count, status }) {
    change(draft, { errors: (draft.visit?.errors ?? 0) + count })
    if (status) {
      close(draft, status)
    }
  },
  sent(draft) {
    change(draft, { isSent: true })
  },
  show(draft, { tab }) {
    draft.tabs = [...new NativeSet(draft.tabs).add(tab)]
  },
  hide(draft, { tab }) {
    draft.tabs = draft.tabs?.filter((each) => each !== tab)
  },
  killed(draft, { tabs, visit }) {
    const { tabs: before = [] } = draft
    draft.tabs = before.filter((each) => !tabs.includes(each))
    // As long as one lives, the session goes on. One that was hidden since it was looked for was not killed.
    const areThere = before.length - draft.tabs.length === tabs.length
    if (visit && areThere && draft.visit?.sid === visit.sid) {
      close(draft, 'abnormal', endOf(draft, visit))
    }
  },
}

/** Pure: what the session becomes when `event` happens at `now`. Every rule is a row of a table test. */
export function nextState(
  state: SessionState,
  event: SessionEvent,
  now: Timestamp,
  rules: SessionRules,
): NextState {
  const draft: Draft = { ...state, closed: [], now, rules }
  const { debug, visit } = state
  draft.debug = debug && extend(draft, debug, debug.expire)
  // A killed tab is handled before the check if its session has expired since.
  if (visit && event.type !== 'killed') {
    draft.visit = extend(draft, visit, visit.expire)
    if (!draft.visit) {
      draft.visit = visit
      close(draft, 'exited', endOf(draft, visit))
      draft.visit = undefined
    }
  }
  HANDLERS[event.type]?.(draft, event as never)
  const { tabs, isEnded, closed } = draft
  return { debug: draft.debug, visit: draft.visit, tabs, isEnded, closed }
}

/** Returns the slot until `expire`, or until the end that activity at this moment would give it, if that is earlier. */
function extend<S extends Slot>(
  { now, rules }: Draft,
  slot: S,
  expire: number = NEVER,
): S | undefined {
  // A clock that went back leaves no session that starts in the future.
  const started = Math.min(slot.started, now)
  const { sid, isManual } = slot as Partial<Visit>
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

function begin(draft: Draft, ids: NewIds, isManual: boolean): void {
  close(draft, 'exited')
  draft.visit = extend(draft, createVisit(ids, isManual, draft.now))
}

/** A session that begins now, and has still to be extended. */
export function createVisit({ id, manualId }: NewIds, isManual: boolean, now: Timestamp): Visit {
  return {
    id: isManual ? manualId : id,
    started: now,
    expire: now,
    isManual,
    sid: id.replace(/-/g, ''), // a UUID as 32 hex digits
    errors: 0,
    status: 'ok',
    isSent: false,
    userHash: '',
  }
}

function change(draft: Draft, changes: Partial<Visit>): void {
  draft.visit &&= { ...draft.visit, ...changes }
}

/** A record whose status is final says nothing more: a crash that is told twice counts twice. */
function close(draft: Draft, status: SessionStatus, ended?: Timestamp): void {
  const { visit } = draft
  if (visit?.status === 'ok') {
    draft.visit = { ...visit, status }
    draft.closed.push({ ...draft.visit, ended })
  }
}

/** A visit ended with its last activity, or when it was cut. */
function endOf({ now, rules }: Draft, { started, expire, isManual }: Visit): Timestamp {
  const cut = started + rules.maxDuration
  const last = isManual ? now : expire < cut ? expire - rules.timeout : cut
  return Math.max(started, Math.min(now, last)) as Timestamp
}

/** The session whose id is reported. */
export function reportedSlot({ debug, visit }: SessionState): Slot | undefined {
  return debug ?? visit
}

/** When the state must be looked at again; `Infinity` if nothing in it expires. */
export function nextExpiry({ debug, visit }: SessionState): number {
  return Math.min(debug?.expire ?? Infinity, visit?.expire ?? Infinity)
}

/**
 * Returns the stored state with this page's activity that was not written yet. Only an expiry is carried over, and only
 * under the same id: a slot that vanished from the storage stays gone.
 */
export function withUnwrittenActivity(stored: SessionState, ours: SessionState): SessionState {
  return {
    ...stored,
    debug: later(stored.debug, ours.debug),
    visit: later(stored.visit, ours.visit),
  }
}

function later<S extends Slot>(theirs: S | undefined, own: S | undefined): S | undefined {
  return theirs && own?.id === theirs.id && own.expire > theirs.expire
    ? { ...theirs, expire: own.expire }
    : theirs
}

/** Orders two sessions that began at once. All tabs keep the first: a manual one before an automatic one, then the older. */
export function isBefore(mine: Visit, theirs: Visit): boolean {
  return mine.isManual !== theirs.isManual
    ? mine.isManual
    : mine.started === theirs.started
      ? mine.sid < theirs.sid
      : mine.started < theirs.started
}
