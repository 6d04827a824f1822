import { listen } from '../../browser/listen.ts'
import { whenLoaded } from '../../browser/whenLoaded.ts'
import { performance } from '../../core/natives.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import type { Duration, Timestamp } from '../../core/time.ts'
import type { PageActivityDeps } from '../pageActivity.ts'
import { trackPageActivity } from '../pageActivity.ts'
import type { ViewOrigin } from './view.ts'

/**
 * Calls back once with how long the view took to load: until the page came to rest, and of an initial load also
 * until the end of the load event. Never if the page was hidden meanwhile (browsers slow it down then), or if nothing happened.
 */
export function trackLoadingTime(
  deps: PageActivityDeps,
  { startedAt, loadingType }: Pick<ViewOrigin, 'startedAt' | 'loadingType'>,
  callback: (loadingTime: Duration) => void,
): Stop {
  const isInitial = loadingType === 'initial_load'
  // Since the page began, as far as the browser tells. See https://w3c.github.io/page-visibility/
  let isUnknown =
    isHidden() ||
    (isInitial &&
      performance.getEntriesByType('visibility-state').some(({ name }) => name === 'hidden'))
  let pending = isInitial ? 2 : 1
  let loadedAt = startedAt

  function reach(at = startedAt): void {
    loadedAt = Math.max(loadedAt, at) as Timestamp
    pending--
    if (!pending && !isUnknown && loadedAt > startedAt) {
      callback((loadedAt - startedAt) as Duration)
    }
  }

  return stopAll(
    trackPageActivity(deps, startedAt, reach),
    isInitial
      ? whenLoaded(() => {
          const [entry] = performance.getEntriesByType('navigation')
          reach(entry && deps.clock.at((entry as PerformanceNavigationTiming).loadEventEnd))
        })
      : () => {},
    listen(document, ['visibilitychange'], () => {
      isUnknown ||= isHidden()
    }),
    // Undone first: an activity that is cut short says nothing of when it would have ended.
    () => {
      isUnknown = true
    },
  )
}

export function isHidden(): boolean {
  return document.visibilityState === 'hidden'
}
