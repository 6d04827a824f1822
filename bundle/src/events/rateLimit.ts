import type { Timestamp } from '../core/time.ts'
import { MINUTE } from '../core/time.ts'
import type { AssembledEvent } from './rawEvent.ts'

const LIMIT = 3000

/**
 * Lets 3,000 errors and 3,000 actions of a minute through. The next event that passes, and is no view (of which only the
 * last update counts), tells how many did not.
 */
export function createRateLimit(now: () => Timestamp): (event: AssembledEvent) => boolean {
  let nextMinute = 0
  let counts: Partial<Record<string, number>> = {}
  let dropped = 0
  return ({ measurement, fields }) => {
    if (now() >= nextMinute) {
      nextMinute = now() + MINUTE
      counts = {}
    }
    counts[measurement] = (counts[measurement] ?? 0) + 1
    if (/^(error|action)$/.test(measurement) && counts[measurement] > LIMIT) {
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
