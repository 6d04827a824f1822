import { createUuid } from '../core/ids.ts'
import { isObject } from '../core/isObject.ts'
import { report } from '../core/report.ts'

/** Returns the id for `addDebugSession`. Warns and returns `undefined` if the argument cannot be one. */
export function toDebugId(given: unknown): string | undefined {
  if (given === undefined) {
    return `debug_${createUuid().slice(0, 8)}`
  }
  const isText = typeof given === 'string' || typeof given === 'bigint' || Number.isFinite(given)
  const id = isText ? String(given).trim() : ''
  // Printable: no control characters, no lone surrogates, no line separators.
  if (/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,128}$/u.test(id)) {
    return id
  }
  report('warn', 'addDebugSession: an id is 1 to 128 printable characters. This call is ignored.')
  return undefined
}

/** Returns the id that `startSession` was given (itself, or in an object). Otherwise makes one. */
export function toManualId(given: unknown): string | number {
  let id: unknown
  let reason = 'cannot be read'
  try {
    id = isObject(given) ? given['id'] : given
    if (id === undefined) {
      return makeManualId()
    }
    if (typeof id === 'bigint' && id >= 1e9) {
      return String(id)
    }
    if (Number.isSafeInteger(id) && (id as number) >= 1e9) {
      return id as number
    }
    reason = toReason(id)
  } catch {
    // The getter of a page threw.
  }
  report(
    'warn',
    `startSession: the id ${reason}, so one is made. Pass a whole number of at least 10 digits.`,
  )
  return makeManualId()
}

function toReason(id: unknown): string {
  if (typeof id !== 'number' && typeof id !== 'bigint') {
    return `is of type ${typeof id}`
  }
  return id < 1e9
    ? 'has fewer than 10 digits'
    : Number.isInteger(id)
      ? 'is no safe integer'
      : 'is no whole number'
}

let lastMade = 0

/** Makes a millisecond timestamp (13 digits) that no earlier call of this page returned. */
export function makeManualId(): number {
  lastMade = Math.max(Date.now(), lastMade + 1)
  return lastMade
}
