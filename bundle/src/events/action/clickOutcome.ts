import type { PageRequest } from '../../browser/requests.ts'
import type { Timer } from '../../browser/timer.ts'
import { setTimer } from '../../browser/timer.ts'
import { guard } from '../../core/guard.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import type { Timestamp } from '../../core/time.ts'
import { SECOND } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'

/** What does nothing for so long has nothing more to do with the click. */
const QUIET = 100
const LONGEST = 10 * SECOND

/** What a click brought about. */
export interface ClickOutcome {
  readonly counts: { error: number; resource: number; long_task: number }
  /** Of the last change of the page; `undefined` if nothing has changed. */
  activeAt: Timestamp | undefined
}

export interface ClickOutcomeDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly requests: Observable<PageRequest>
  readonly now: () => Timestamp
}

/**
 * Follows what happens from `startedAt` on until the page is quiet (no mutation, no request, no event for 100 ms), for
 * ten seconds at most. Stopping ends it early; either way `callback` is called once.
 */
export function trackClickOutcome(
  { rawEvents, requests, now }: ClickOutcomeDeps,
  startedAt: Timestamp,
  callback: (outcome: ClickOutcome) => void,
): Stop {
  const counts: ClickOutcome['counts'] = { error: 0, resource: 0, long_task: 0 }
  const outcome: ClickOutcome = { counts, activeAt: undefined }
  const running = new Set<PageRequest>()
  const observer = new MutationObserver(guard(wait))
  let quiet: Timer = setTimer(() => stop(), QUIET)
  const longest = setTimer(() => stop(), LONGEST)

  function wait(): void {
    outcome.activeAt = now()
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
    () => callback(outcome),
    () => observer.disconnect(),
    () => clearTimeout(quiet),
    () => clearTimeout(longest),
    requests.subscribe((request) => {
      running[request.endedAt ? 'delete' : 'add'](request)
      wait()
    }),
    rawEvents.subscribe((event) => {
      const { measurement } = event
      if (event.startedAt >= startedAt) {
        if (measurement in counts) {
          counts[measurement as keyof typeof counts]++
        }
        // A new view, too.
        wait()
      }
    }),
  )
  return stop
}
