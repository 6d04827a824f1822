import type { Stop } from '../core/stop.ts'
import { listen } from './listen.ts'

/**
 * Calls back when the page goes into the back/forward cache, and when it is back, with that event.
 *
 * @see https://web.dev/articles/bfcache
 */
export function trackBfcache(callback: (event: PageTransitionEvent) => void): Stop {
  return listen<PageTransitionEvent>(window, ['pagehide', 'pageshow'], (event) => {
    if (event.persisted) {
      callback(event)
    }
  })
}
