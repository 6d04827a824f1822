import { trackUrlChanges } from '../../browser/history.ts'
import { trackPageExit } from '../../browser/pageExit.ts'
import type { Timer } from '../../browser/timer.ts'
import { setTimer } from '../../browser/timer.ts'
import { whenLoaded } from '../../browser/whenLoaded.ts'
import type { Clock } from '../../core/clock.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import type { Timestamp } from '../../core/time.ts'
import { SECOND } from '../../core/time.ts'
import { createValueHistory } from '../../core/valueHistory.ts'
import type { Provider } from '../assembly.ts'
import type { AssembledEvent, RawEvent } from '../rawEvent.ts'
import { isRouteChange } from '../url.ts'
import { readNavigationTimings } from './navigationTimings.ts'
import type { View, ViewOrigin } from './view.ts'
import { createView, toViewFields } from './view.ts'
import { trackWebVitals } from './webVitals.ts'

const UPDATE_INTERVAL = 3 * SECOND

export interface ViewCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
  /** Where collection begins in the middle of a page; `undefined`: with its load. */
  readonly resumedAt: Timestamp | undefined
  /** Before the view of another route begins. */
  readonly onRouteChange: () => void
}

export interface ViewCollection {
  readonly provide: Provider
  /** Ends the view and begins another at `at`: the page's call, or a new session. */
  startView(at: Timestamp, name?: string, url?: string): void
  /** One more update of the current view, now. */
  report(): void
  /** Counts what the view caused. */
  count(event: AssembledEvent): void
  readonly stop: Stop
}

/** Turns the page's load and its route changes into views, each reported again as it grows. */
export function startViewCollection({
  rawEvents,
  clock,
  resumedAt,
  onRouteChange,
}: ViewCollectionDeps): ViewCollection {
  const views = createValueHistory<View>()
  let timer: Timer | undefined
  let current = begin({
    startedAt: resumedAt ?? clock.at(0),
    loadingType: resumedAt ? 'route_change' : 'initial_load',
    url: location.href,
    referrer: document.referrer,
    name: undefined,
  })

  function begin(origin: ViewOrigin): View {
    const view = createView(origin)
    views.set(origin.startedAt, view)
    timer ??= setTimer(report)
    return view
  }

  function report(): void {
    clearTimeout(timer)
    timer = undefined
    current.updates++
    rawEvents.notify({
      measurement: 'view',
      startedAt: current.startedAt,
      tags: { ...current.tags, view_loading_type: current.loadingType },
      fields: {
        ...current.fields,
        ...(current.loadingType === 'initial_load' && readNavigationTimings()),
        ...current.vitals,
        ...toViewFields(current, clock.now()),
      },
    })
  }

  function reportSoon(): void {
    timer ??= setTimer(report, UPDATE_INTERVAL)
  }

  function end(at: Timestamp): void {
    current.endedAt = at
    report()
  }

  function startView(at: Timestamp, name?: string, url = location.href): void {
    end(at)
    const referrer = current.url
    current = begin({ startedAt: at, loadingType: 'route_change', url, referrer, name })
  }

  function followVitals(initial: View): Stop {
    return trackWebVitals((vitals) => {
      if (!initial.endedAt) {
        Object.assign(initial.vitals, vitals)
        reportSoon()
      }
    })
  }

  const stops = stopAll(
    () => end(clock.now()),
    trackUrlChanges(() => {
      if (isRouteChange(current.url, location.href)) {
        onRouteChange()
      }
      // A session that began by it has begun the view, too.
      if (isRouteChange(current.url, location.href)) {
        startView(clock.now())
      }
    }),
    whenLoaded(reportSoon),
    trackPageExit(report),
    resumedAt ? () => {} : followVitals(current),
  )
  return {
    provide: (startedAt) => views.find(startedAt),
    startView,
    report,
    count({ measurement, tags, fields }) {
      if (measurement !== 'view' && tags['view_id'] === current.tags.view_id) {
        current.counts[measurement]++
        current.counts.frustration += JSON.parse(
          String(fields['action_frustration_types'] ?? '[]'),
        ).length
        reportSoon()
      }
    },
    stop: stops,
  }
}
