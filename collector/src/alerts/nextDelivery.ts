import type { AlertDelivery } from '../../../protocol/alerts.ts'

/** How far the message of a change came. */
export interface Delivery extends AlertDelivery {
  /** Time of the next attempt, in ms since the epoch. */
  nextAt: number
}

/** Answer of a webhook, or the reason why there is none. */
export interface Attempt {
  isDelivered: boolean
  status?: number
  problem?: string
}

export const WAITING: Delivery = { state: 'waiting', attempts: 0, nextAt: 0 }
export const NO_DELIVERY: Delivery = { state: 'none', attempts: 0, nextAt: 0 }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Waits after the first failure, the second …: eleven attempts in 17 hours. */
const WAITS = [
  10_000,
  30_000,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  9 * HOUR,
] as const

/** The receiver is gone for good: https://www.rfc-editor.org/rfc/rfc9110#name-410-gone */
const GONE = 410

/** Pure: a delivery after an attempt. */
export function nextDelivery(delivery: Delivery, attempt: Attempt, now: number): Delivery {
  const attempts = delivery.attempts + 1
  const { status, problem } = attempt
  const answer = {
    attempts,
    ...(status !== undefined && { status }),
    ...(problem !== undefined && { problem }),
  }
  if (attempt.isDelivered) {
    return { state: 'delivered', ...answer, delivered_at: now, nextAt: 0 }
  }
  const wait = WAITS[attempts - 1]
  return wait === undefined || status === GONE
    ? { state: 'failed', ...answer, nextAt: 0 }
    : { state: 'waiting', ...answer, nextAt: now + wait }
}
