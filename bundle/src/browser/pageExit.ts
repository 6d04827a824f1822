import { attempt } from '../core/attempt.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { listen } from './listen.ts'

/** Returns whether the page is hidden; `undefined` where it has broken the answer. */
export function isHidden(): boolean | undefined {
  return attempt(() => document.visibilityState === 'hidden')
}

/**
 * Calls back when the page may be about to go: hidden, frozen or left. It may live on after each of them, and
 * any of them may be the last that it is told. What follows on `pagehide` (a page that is left becomes hidden,
 * too) is the same exit.
 *
 * @see https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export function trackPageExit(callback: () => void): Stop {
  let isLeft = false
  return stopAll(
    // Bubble phase, unlike everything else: what the page itself adds in its own handlers comes first.
    listen(document, ['visibilitychange', 'freeze'], onDocument, { capture: false }),
    listen(window, ['pagehide', 'pageshow'], onWindow, { capture: false }),
  )

  function onDocument(event: Event): void {
    if (!isLeft && (event.type === 'freeze' || isHidden())) {
      callback()
    }
  }

  function onWindow({ type }: Event): void {
    isLeft = type === 'pagehide'
    if (isLeft) {
      callback()
    }
  }
}

/** Calls back when the page comes into view again, out of the back/forward cache included. */
export function trackPageReturn(callback: () => void): Stop {
  return stopAll(
    listen(document, ['visibilitychange', 'resume'], () => {
      if (!isHidden()) {
        callback()
      }
    }),
    listen(window, ['pageshow'], callback),
  )
}
