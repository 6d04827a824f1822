import type { Duration, Timestamp } from '../core/time.ts'
import type { SessionEvent, SessionRules, SessionState, Visit } from './sessionState.ts'
import { nextState } from './sessionState.ts'

export const NOW = 1_764_000_000_000 as Timestamp
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const NEVER = 1e14 as Timestamp

export const RULES: SessionRules = {
  timeout: (15 * MINUTE) as Duration,
  maxDuration: (240 * MINUTE) as Duration,
  debugTimeout: (15 * MINUTE) as Duration,
  isAutomatic: true,
  restartAfterEnd: 'nextPage',
  resetOnUserChange: true,
}

/** A slot by how long ago it started and how long it has still to go. */
export function slot(id: string | number, ago: number, left: number) {
  return { id, started: (NOW - ago) as Timestamp, expire: (NOW + left) as Timestamp }
}

export function visit(
  id: string | number,
  ago: number,
  left: number,
  more: Partial<Visit> = {},
): Visit {
  const isManual = typeof id === 'number'
  return {
    ...slot(id, ago, left),
    ...(isManual && { expire: NEVER }),
    isManual,
    sid: String(id),
    errors: 0,
    status: 'ok',
    isSent: true,
    userHash: '',
    ...more,
  }
}

export const D = slot('debug', 5 * MINUTE, 10 * MINUTE)
export const M = visit(1764000000, 60 * MINUTE, 0)
export const A = visit('auto', 5 * MINUTE, 10 * MINUTE)
export const EXPIRED_A = visit('auto', 20 * MINUTE, 0)
export const EXPIRED_D = slot('debug', 20 * MINUTE, 0)

export const UNSENT = { isSent: false }
export const FRESH_A = visit('new', 0, 15 * MINUTE, UNSENT)
export const FRESH_M = visit(7, 0, 0, { ...UNSENT, sid: 'new' })
export const EXTENDED_A = visit('auto', 5 * MINUTE, 15 * MINUTE)
export const EXTENDED_D = slot('debug', 5 * MINUTE, 15 * MINUTE)

/** Returns the next state without its empty parts. A closed visit is its id, its status, and its end if that was before now. */
export function step(
  state: SessionState,
  event: SessionEvent,
  rules: Partial<SessionRules> = {},
  now = NOW,
): Record<string, unknown> {
  const { closed, ...next } = nextState(state, event, now, { ...RULES, ...rules })
  const told = closed.map(({ id, status, ended }) =>
    ended === undefined ? [id, status] : [id, status, ended - NOW],
  )
  const entries = Object.entries({ ...next, closed: told })
  return Object.fromEntries(
    entries.filter(([, value]) => (Array.isArray(value) ? value.length : value)),
  )
}

export const start = { type: 'start', id: 'new' } as const
export const activity = { type: 'activity', id: 'new' } as const
export const check = { type: 'check' } as const
export const end = { type: 'end' } as const
export const stop = { type: 'stop' } as const
export const clearDebug = { type: 'clearDebug' } as const
export const addDebug = (id: string) => ({ type: 'addDebug', id }) as const
export const startManual = (manualId: number) =>
  ({ type: 'startManual', id: 'new', manualId }) as const
export const reset = { type: 'reset', id: 'new', manualId: 7 } as const
export const user = (userHash: string) =>
  ({ type: 'user', id: 'new', manualId: 7, userHash }) as const
export const error = { type: 'error', count: 1 } as const
export const crash = { type: 'error', count: 1, status: 'crashed' } as const
export const killed = (found: Visit | undefined, ...tabs: string[]) =>
  ({ type: 'killed', tabs, visit: found }) as const

export type Row = [
  name: string,
  state: SessionState,
  event: SessionEvent,
  expected: Record<string, unknown>,
  rules?: Partial<SessionRules>,
]
