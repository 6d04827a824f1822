import { setTimer } from '../../browser/timer.ts'
import type { Stop } from '../../core/stop.ts'
import type { Timestamp } from '../../core/time.ts'
import { SECOND } from '../../core/time.ts'
import type { PageActivityDeps } from '../pageActivity.ts'
import { trackPageActivity } from '../pageActivity.ts'

const LONGEST = 10 * SECOND

/** Effects of a click. */
export interface ClickOutcome {
  readonly counts: { error: number; resource: number; long_task: number }
  /** Time of the last change of the page; `undefined` if nothing has changed. */
  readonly activeAt: Timestamp | undefined
}

/**
 * Follows what happens from `startedAt` on until the page has come to rest, for ten seconds at most. Stopping ends it
 * early; either way `callback` is called once.
 */
export function trackClickOutcome(
  deps: PageActivityDeps,
  startedAt: Timestamp,
  callback: (outcome: ClickOutcome) => void,
): Stop {
  const counts: ClickOutcome['counts'] = { error: 0, resource: 0, long_task: 0 }
  const stopCounting = deps.rawEvents.subscribe(({ measurement, startedAt: at }) => {
    if (at >= startedAt && measurement in counts) {
      counts[measurement as keyof typeof counts]++
    }
  })
  const longest = setTimer(() => stop(), LONGEST)
  const stop = trackPageActivity(deps, startedAt, (activeAt) => {
    stopCounting()
    clearTimeout(longest)
    callback({ counts, activeAt })
  })
  return stop
}
