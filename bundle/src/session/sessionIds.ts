import { createUuid } from '../core/ids.ts'
import { isObject } from '../core/isObject.ts'
import { report } from '../core/report.ts'

/** An id for `addDebugSession`: `undefined` (after one warning) where the argument cannot be one. */
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

/** The id of a manual session: the one that `startSession` was given (itself, or in an object), or one that is made. */
export function toManualId(given: unknown): string | number {
  const id = isObject(given) ? given['id'] : given
  if (typeof id === 'bigint' && id >= 1e9) {
    return String(id)
  }
  if (Number.isSafeInteger(id) && (id as number) >= 1e9) {
    return id as number
  }
  if (id !== undefined) {
    report('warn', 'startSession: an id is a whole number of 10 digits or more.')
  }
  return makeManualId()
}

let lastMade = 0

/** A millisecond timestamp (13 digits) that no earlier call of this page has had. */
export function makeManualId(): number {
  lastMade = Math.max(Date.now(), lastMade + 1)
  return lastMade
}
