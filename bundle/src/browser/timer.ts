import { guard } from '../core/guard.ts'
import { unzoned } from '../core/unzoned.ts'

export type Timer = ReturnType<typeof setTimeout>

/** `setTimeout` for our own work: what fails in it does not reach the page. `delay` is in milliseconds. */
export function setTimer(callback: () => unknown, delay?: number): Timer {
  const set = unzoned(globalThis, 'setTimeout')
  return set(guard(callback), delay)
}
