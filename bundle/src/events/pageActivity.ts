import type { PageRequest } from '../browser/requests.ts'
import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import type { Clock } from '../core/clock.ts'
import { guard } from '../core/guard.ts'
import { NativeSet } from '../core/natives.ts'
import type { Observable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { unzoned } from '../core/unzoned.ts'
import type { RawEvent } from './rawEvent.ts'

/** ms. What begins later was not brought about; and who has done nothing for so long has come to rest. */
const QUIET = 100

export interface PageActivityDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly requests: Observable<PageRequest>
  readonly clock: Clock
  /** `true` for a request that runs in the background and is no activity of the page. */
  readonly isExcludedUrl: (url: string) => boolean
}

/**
 * Follows the page from now on until it has come to rest: no mutation, no resource and no request since `startedAt` for
 * 100 ms. Stopping ends it early; either way `callback` is called once, with the time of the last activity, or
 * `undefined` if there was none.
 */
export function trackPageActivity(
  { rawEvents, requests, clock, isExcludedUrl }: PageActivityDeps,
  startedAt: Timestamp,
  callback: (activeAt: Timestamp | undefined) => void,
): Stop {
  const running = new NativeSet<PageRequest>()
  const Observer = unzoned(globalThis, 'MutationObserver')
  const observer = new Observer(guard(wait))
  let activeAt: Timestamp | undefined
  let quiet: Timer = setTimer(() => stop(), QUIET)

  function wait(): void {
    activeAt = clock.now()
    clearTimeout(quiet)
    if (!running.size) {
      quiet = setTimer(() => stop(), QUIET)
    }
  }

  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  })
  const stop = stopAll(
    () => callback(activeAt),
    () => observer.disconnect(),
    () => clearTimeout(quiet),
    requests.subscribe((request) => {
      if (clock.at(request.startTime) >= startedAt && !isExcludedUrl(request.name)) {
        running[request.endedAt ? 'delete' : 'add'](request)
        wait()
      }
    }),
    rawEvents.subscribe((event) => {
      if (
        event.measurement === 'resource' &&
        event.startedAt >= startedAt &&
        !isExcludedUrl(String(event.fields.resource_url))
      ) {
        wait()
      }
    }),
  )
  return stop
}
