import { isObject } from '../core/isObject.ts'
import { toJson } from '../core/json.ts'
import type { Timestamp } from '../core/time.ts'
import type { BaseSession, SessionState, Slot, StoredContext } from './sessionState.ts'
import { NEVER } from './sessionState.ts'

/** The stored form has the index of a status: no version of the SDK may change the order. */
const STATUSES = ['ok', 'exited', 'crashed', 'unhandled', 'abnormal'] as const

/** Browsers drop a cookie above 4,096 bytes, and every request of the site carries it. */
const MAX_CONTEXT = 1500

/**
 * Encodes the state in cookie octets: under 300 of them with ids of unreserved characters and no context. Parts:
 * the debug (`d`), manual (`m`) or automatic (`a`) session, in upper case if the id is a number, with the id, the start
 * and the time to its expiry in base 36; then, for the latter two, the record: its id unless that is the session's own,
 * the errors, one digit for the status and `isSent`, and the user's hash. `c`: the context that `startSession` was given.
 * `v`: the marks of the visible tabs. `x`: `endSession()` was called. An empty state has no stored form.
 *
 *     d~debug_1f~mf2k3x~c5|a~8c1e…~mf2k00~e7~~0~1~1x9z|v~k3f9a2b
 */
export function toStored({ debug, base, tabs, isEnded }: SessionState): string | undefined {
  const parts: unknown[][] = []
  if (debug) {
    parts.push(toPart('d', debug))
  }
  if (base) {
    const { isManual, sid, errors, status, isSent, userHash, context } = base
    parts.push([
      ...toPart(isManual ? 'm' : 'a', base),
      isManual ? sid : '',
      errors,
      STATUSES.indexOf(status) * 2 + +isSent,
      userHash,
    ])
    const encoded = context ? encode(toJson(context) as string) : ''
    if (encoded && encoded.length <= MAX_CONTEXT) {
      parts.push(['c', encoded])
    }
  }
  if (tabs?.length) {
    parts.push(['v', ...tabs])
  }
  if (isEnded) {
    parts.push(['x'])
  }
  return parts.map((part) => part.join('~')).join('|') || undefined
}

/** `encodeURIComponent` keeps `~`, which separates the fields here. */
function encode(text: string | number): string {
  return encodeURIComponent(text).replace(/~/g, '%7E')
}

function toPart(initial: string, { id, started, expire }: Slot): unknown[] {
  return [
    typeof id === 'number' ? initial.toUpperCase() : initial,
    encode(id),
    started.toString(36),
    expire < NEVER ? (expire - started).toString(36) : '',
  ]
}

/** Decodes a stored state. Damaged parts are omitted, or get an expiry of NaN, which always counts as expired. */
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
      state.base = toBase(initial, rest)
    } else if (initial === 'c' && state.base) {
      state.base = { ...state.base, ...toContext(rest[0]) }
    }
  }
  return state
}

function toContext(encoded = ''): { readonly context?: StoredContext } {
  try {
    const context: unknown = JSON.parse(decodeURIComponent(encoded))
    return isObject(context) ? { context } : {}
  } catch {
    return {}
  }
}

function toSlot(initial: string, [encoded = '', start = '', lasts]: string[]): Slot | undefined {
  try {
    const text = decodeURIComponent(encoded)
    const id = initial < 'a' ? Number(text) : text
    const started = Number.parseInt(start, 36)
    const expire = lasts ? started + Number.parseInt(lasts, 36) : NEVER
    return id ? { id, started: started as Timestamp, expire: expire as Timestamp } : undefined
  } catch {
    return undefined
  }
}

function toBase(initial: string, parts: string[]): BaseSession | undefined {
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
