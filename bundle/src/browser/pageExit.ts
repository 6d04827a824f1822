import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { listen } from './listen.ts'

/**
 * Calls back when the page may be about to go: hidden, frozen or left. It may live on after each of them, and
 * any of them may be the last that it is told. What follows on `pagehide` (a page that is left becomes hidden,
 * too) is the same exit.
 *
 * @param callback - `isLeft`: the page is left, and not only hidden or frozen
 *
 * @see https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export function trackPageExit(callback: (isLeft: boolean) => void): Stop {
  let isLeft = false
  return stopAll(
    // Bubble phase, unlike everything else: what the page itself adds in its own handlers comes first.
    listen(document, ['visibilitychange', 'freeze'], onDocument, { capture: false }),
    listen(window, ['pagehide', 'pageshow'], onWindow, { capture: false }),
  )

  function onDocument(event: Event): void {
    if (!isLeft && (event.type === 'freeze' || document.visibilityState === 'hidden')) {
      callback(false)
    }
  }

  function onWindow({ type }: Event): void {
    isLeft = type === 'pagehide'
    if (isLeft) {
      callback(true)
    }
  }
}

/** Calls back when the page comes into view again; out of the back/forward cache with `isRestored`. */
export function trackPageReturn(callback: (isRestored?: boolean) => void): Stop {
  return stopAll(
    listen(document, ['visibilitychange', 'resume'], () => {
      if (document.visibilityState === 'visible') {
        callback()
      }
    }),
    listen<PageTransitionEvent>(window, ['pageshow'], ({ persisted }) => callback(persisted)),
  )
}
