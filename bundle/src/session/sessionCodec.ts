import type { Timestamp } from '../core/time.ts'
import type { SessionState, Slot, Visit } from './sessionState.ts'
import { NEVER } from './sessionState.ts'

/** Each is stored as its place in here: no version of the SDK may change that. */
const STATUSES = ['ok', 'exited', 'crashed', 'unhandled', 'abnormal'] as const

/**
 * The stored form, made of cookie octets, and under 300 of them with ids of unreserved characters. Its parts:
 * the debug (`d`), manual (`m`) or automatic (`a`) session, in upper case if the id is a number, with the id, the start
 * and how long it lasts in base 36; then of the latter two the record: its id where that is not the session's own, the
 * errors, in one digit the status and whether it was sent, and the user's hash. The marks of the tabs in view (`v`), and
 * `x` after `endSession()`. An empty session has no stored form.
 *
 *     d~debug_1f~mf2k3x~c5|a~8c1e…~mf2k00~e7~~0~1~1x9z|v~k3f9a2b
 */
export function toStored({ debug, visit, tabs, isEnded }: SessionState): string | undefined {
  const parts: unknown[][] = []
  if (debug) {
    parts.push(toPart('d', debug))
  }
  if (visit) {
    const { isManual, sid, errors, status, isSent, userHash } = visit
    parts.push([
      ...toPart(isManual ? 'm' : 'a', visit),
      isManual ? sid : '',
      errors,
      STATUSES.indexOf(status) * 2 + +isSent,
      userHash,
    ])
  }
  if (tabs?.length) {
    parts.push(['v', ...tabs])
  }
  if (isEnded) {
    parts.push(['x'])
  }
  return parts.map((part) => part.join('~')).join('|') || undefined
}

function toPart(initial: string, { id, started, expire }: Slot): unknown[] {
  return [
    typeof id === 'number' ? initial.toUpperCase() : initial,
    // encodeURIComponent leaves `~`, which is ours here.
    encodeURIComponent(id).replace(/~/g, '%7E'),
    started.toString(36),
    expire < NEVER ? (expire - started).toString(36) : '',
  ]
}

/** Decodes a stored state. A damaged part is left out; a damaged time becomes NaN, which is always over. */
export function fromStored(stored = ''): SessionState {
  const state: { -readonly [Name in keyof SessionState]: SessionState[Name] } = {}
  for (const part of stored.split('|')) {
    const [initial = '', ...rest] = part.split('~')
    if (initial === 'v') {
      state.tabs = rest
    } else if (initial === 'x') {
      state.isEnded = true
    } else if (/^d$/i.test(initial)) {
      state.debug = toSlot(initial, rest)
    } else if (/^[am]$/i.test(initial)) {
      state.visit = toVisit(initial, rest)
    }
  }
  return state
}

function toSlot(initial: string, [encoded = '', start = '', lasts]: string[]): Slot | undefined {
  try {
    const text = decodeURIComponent(encoded)
    const id = initial < 'a' ? Number(text) : text
    const started = parseInt(start, 36)
    const expire = lasts ? started + parseInt(lasts, 36) : NEVER
    return id ? { id, started: started as Timestamp, expire: expire as Timestamp } : undefined
  } catch {
    return undefined
  }
}

function toVisit(initial: string, parts: string[]): Visit | undefined {
  const slot = toSlot(initial, parts)
  const [, , , sid, errors, flags, userHash = ''] = parts
  return (
    slot && {
      ...slot,
      isManual: /m/i.test(initial),
      sid: sid || String(slot.id).replace(/-/g, ''),
      errors: Number(errors) || 0,
      status: STATUSES[Number(flags) >> 1] ?? 'ok',
      isSent: Number(flags) % 2 > 0,
      userHash,
    }
  )
}
