import { observeEntries } from '../../browser/performanceEntries.ts'
import type { PageRequest } from '../../browser/requests.ts'
import { setTimer } from '../../browser/timer.ts'
import { whenLoaded } from '../../browser/whenLoaded.ts'
import type { Clock } from '../../core/clock.ts'
import { cutUrls } from '../../core/cutUrls.ts'
import { NativeMap, performance } from '../../core/natives.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import { MINUTE, SECOND } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'
import type { ResourceEntry } from './resourceEvent.ts'
import { toResourceEvent } from './resourceEvent.ts'

export interface ResourceCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  /** Requests of the page, each as it begins and as it ends. */
  readonly requests: Observable<PageRequest>
  readonly clock: Clock
  /** Our own requests, which no customer wants to see. */
  readonly isIntakeUrl: (url: string) => boolean
}

// Requests that never get an entry must not fill the page's memory.
const MAX_WAITING = 500
// Time for the body of a `fetch`, which ends with its headers; its entry comes with the end of the body.
const LONGEST_BODY = 5 * MINUTE
// As many as a browser keeps by default. What a page has beyond that must not hold it up in one go.
const MAX_AT_ONCE = 250

/** Turns the browser's timing entries, those from before the SDK included, into raw `resource` events. */
export function startResourceCollection({
  rawEvents,
  requests,
  clock,
  isIntakeUrl,
}: ResourceCollectionDeps): Stop {
  /** Requests that were not reported yet, with their entry if that came before they ended. */
  const waiting = new NativeMap<PageRequest, ResourceEntry | undefined>()

  function report(entry: ResourceEntry, request?: PageRequest): void {
    rawEvents.notify(toResourceEvent(entry, clock, request))
    waiting.delete(request as PageRequest)
  }

  function collect(entries: PerformanceEntryList): void {
    for (const entry of entries.slice(0, MAX_AT_ONCE) as ResourceEntry[]) {
      if (isIntakeUrl(entry.name)) {
        continue
      }
      const name = cutUrls(entry.name).split('#')[0]
      // The last that had begun, of those for the same address.
      const request = [...waiting.keys()]
        .filter(
          (each) =>
            !waiting.get(each) &&
            each.initiatorType === entry.initiatorType &&
            each.name === name &&
            each.startTime <= entry.startTime,
        )
        .pop()
      if (request && !request.endedAt) {
        waiting.set(request, entry)
      } else {
        report(entry, request)
      }
    }
    if (entries.length > MAX_AT_ONCE) {
      setTimer(() => collect(entries.slice(MAX_AT_ONCE)))
    }
  }

  function follow(request: PageRequest): void {
    if (!request.endedAt) {
      waiting.set(request, undefined)
      if (waiting.size > MAX_WAITING) {
        waiting.delete(waiting.keys().next().value as PageRequest)
      }
      return
    }
    const entry = waiting.get(request)
    if (entry) {
      report(entry, request)
    } else {
      const { name, startTime, initiatorType, endedAt, failure } = request
      setTimer(
        () => {
          // Not every browser has an entry for what failed.
          if (failure && waiting.has(request)) {
            report({ name, startTime, initiatorType, duration: endedAt - startTime }, request)
          }
          waiting.delete(request)
        },
        failure ? SECOND : LONGEST_BODY,
      )
    }
  }

  return stopAll(
    requests.subscribe(follow),
    observeEntries('resource', collect),
    // The document's own entry is complete only after the load event.
    whenLoaded(() => collect(performance.getEntriesByType('navigation'))),
  )
}
