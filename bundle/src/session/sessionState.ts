import type { Duration, Timestamp } from '../core/time.ts'

/** One claim on the reported id, timed with the wall clock, which tabs share. */
export interface Slot {
  /** As it was given: a number stays a number. */
  readonly id: string | number
  readonly started: Timestamp
  /** From this instant on, it is over. */
  readonly expire: Timestamp
}

/** Identity has three slots; the reported id is the first active one, in this order (docs/sessions.md). */
export const SLOTS = ['debug', 'manual', 'automatic'] as const

export type SlotName = (typeof SLOTS)[number]

export type SessionState = { readonly [Name in SlotName]?: Slot | undefined }

export interface SessionRules {
  /** Idle time that ends an automatic session. */
  readonly timeout: Duration
  readonly maxDuration: Duration
  /** Idle time that ends a debug session. */
  readonly debugTimeout: Duration
  readonly newId: () => string
}

export type SessionEvent =
  | { readonly type: 'start' | 'activity' | 'check' | 'end' | 'stop' | 'clearDebug' }
  | { readonly type: 'startManual' | 'addDebug'; readonly id: string | number }

/** A manual session never expires by itself: this is a date in the year 5138. */
const NEVER = 1e14 as Timestamp

/** Pure: what the session becomes when `event` happens at `now`. Every rule is a row of a table test. */
export function nextState(
  state: SessionState,
  event: SessionEvent,
  now: Timestamp,
  rules: SessionRules,
): SessionState {
  const { debug, manual, automatic } = withoutExpired(state, now, rules)
  const extend = (name: SlotName, id: Slot['id'], started = now): Slot => ({
    id,
    started,
    expire: latestExpiry(name, started, now, rules),
  })
  switch (event.type) {
    case 'check':
      return { debug, manual, automatic }
    case 'end':
    case 'stop':
      return { debug }
    case 'clearDebug':
      return { manual, automatic }
    case 'addDebug': {
      const started = debug?.id === event.id ? debug.started : now
      return { debug: extend('debug', event.id, started), manual, automatic }
    }
    case 'startManual':
      // A manual session suspends the automatic one: two clocks for one visit would disagree.
      return { debug, manual: extend('manual', event.id) }
    default:
      return {
        debug: debug && extend('debug', debug.id, debug.started),
        manual,
        automatic: manual
          ? undefined
          : extend('automatic', automatic?.id ?? rules.newId(), automatic?.started),
      }
  }
}

/**
 * The instant of expiry itself is expired. A clock that went back (or whoever else wrote to the storage) leaves
 * no session that starts in the future, nor one that outlasts what activity at this moment would give it.
 */
function withoutExpired(state: SessionState, now: Timestamp, rules: SessionRules): SessionState {
  const live: { [Name in SlotName]?: Slot } = {}
  for (const name of SLOTS) {
    const slot = state[name]
    if (slot) {
      const started = Math.min(slot.started, now) as Timestamp
      const expire = Math.min(slot.expire, latestExpiry(name, started, now, rules)) as Timestamp
      // Neither is true of NaN, which a damaged form reads as.
      if (started <= now && now < expire) {
        live[name] = { id: slot.id, started, expire }
      }
    }
  }
  return live
}

function latestExpiry(
  name: SlotName,
  started: Timestamp,
  now: Timestamp,
  { timeout, maxDuration, debugTimeout }: SessionRules,
): Timestamp {
  return (
    name === 'debug'
      ? now + debugTimeout
      : name === 'manual'
        ? NEVER
        : Math.min(now + timeout, started + maxDuration)
  ) as Timestamp
}

/** When the state must be looked at again; `Infinity` if nothing in it expires. */
export function nextExpiry(state: SessionState): number {
  return Math.min(...SLOTS.map((name) => state[name]?.expire ?? Infinity))
}

/** What events are stamped with. After `endSession()` they are sent without an id: `ended`. */
export interface ReportedSession extends Partial<Slot> {
  readonly kind: SlotName | 'ended'
}

export function reportedSession(state: SessionState): ReportedSession | undefined {
  const kind = SLOTS.find((name) => state[name])
  return kind && { ...state[kind], kind }
}

/**
 * What another tab may have stored, with the activity of this page that was not written yet: only an expiry
 * is carried over, and only under the same id, so that what vanished from the storage stays gone.
 */
export function withUnwrittenActivity(stored: SessionState, ours: SessionState): SessionState {
  const merged: { [Name in SlotName]?: Slot | undefined } = { ...stored }
  for (const name of SLOTS) {
    const [theirs, own] = [stored[name], ours[name]]
    if (theirs && own?.id === theirs.id && own.expire > theirs.expire) {
      merged[name] = { ...theirs, expire: own.expire }
    }
  }
  return merged
}
