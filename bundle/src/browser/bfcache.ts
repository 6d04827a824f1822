import type { Stop } from '../core/stop.ts'
import { listen } from './listen.ts'

/**
 * Calls back when the page goes into the back/forward cache, and when it is back, with the time of that event since the
 * page's start.
 *
 * @see https://web.dev/articles/bfcache
 */
export function trackBfcache(callback: (isBack: boolean, sinceTimeOrigin: number) => void): Stop {
  return listen<PageTransitionEvent>(window, ['pagehide', 'pageshow'], (event) => {
    if (event.persisted) {
      callback(event.type === 'pageshow', event.timeStamp)
    }
  })
}
