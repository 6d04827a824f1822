import type { Measurement } from '../../../protocol/measurements.ts'
import type { Timestamp } from '../core/time.ts'
import { MINUTE } from '../core/time.ts'
import type { AssembledEvent } from './rawEvent.ts'

const LIMIT = 3000

/**
 * Lets 3,000 errors, 3,000 actions and 3,000 logs of a minute through. The next event that passes, and is no view (of which only the
 * last update counts), tells how many did not.
 */
export function createRateLimit(now: () => Timestamp): (event: AssembledEvent) => boolean {
  let nextMinute = 0
  // For a type without a limit, the count becomes NaN and never reaches 0.
  const left = {} as Record<Measurement, number>
  let dropped = 0
  return ({ measurement, fields }) => {
    if (now() >= nextMinute) {
      nextMinute = now() + MINUTE
      Object.assign(left, { error: LIMIT, action: LIMIT, log: LIMIT })
    }
    if (left[measurement]-- <= 0) {
      dropped++
      return false
    }
    if (dropped && measurement !== 'view') {
      fields['dropped_rate'] = dropped
      dropped = 0
    }
    return true
  }
}
