import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { trackUrlChanges } from '../../browser/history.ts'
import { listen } from '../../browser/listen.ts'
import { trackPageExit } from '../../browser/pageExit.ts'
import type { Timer } from '../../browser/timer.ts'
import { setTimer } from '../../browser/timer.ts'
import { whenLoaded } from '../../browser/whenLoaded.ts'
import { createHold } from '../../core/hold.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import type { Timestamp } from '../../core/time.ts'
import { SECOND, toNanoseconds } from '../../core/time.ts'
import { createValueHistory } from '../../core/valueHistory.ts'
import type { Provider } from '../assembly.ts'
import type { PageActivityDeps } from '../pageActivity.ts'
import type { AssembledEvent } from '../rawEvent.ts'
import { isRouteChange } from '../url.ts'
import { isHidden, trackLoadingTime } from './loadingTime.ts'
import type { ScrollDepth } from './scrollDepth.ts'
import { trackScrollDepth } from './scrollDepth.ts'
import type { View, ViewOptions, ViewOrigin } from './view.ts'
import { countEvent, createView, redirectView, toViewEvent } from './view.ts'
import type { ViewMethods } from './viewMethods.ts'
import { createViewMethods } from './viewMethods.ts'
import { trackViewVitals } from './viewVitals.ts'

const UPDATE_INTERVAL = 3 * SECOND

export interface ViewCollectionDeps extends PageActivityDeps {
  /** `true`: only the page's own `startView` calls start views. */
  readonly trackViewsManually: boolean
  /** Where collection begins in the middle of a page; `undefined`: with its load. */
  readonly resumedAt: Timestamp | undefined
  /** Before the view of another route begins. */
  readonly onRouteChange: () => void
}

export interface ViewCollection extends ViewMethods {
  readonly provide: Provider
  /** Runs it as soon as there is a view: at once, unless the page has still to start its first. */
  whenBegun(run: () => void): void
  /** Ends the view and begins another at `at`. */
  startView(at: Timestamp, options?: ViewOptions, url?: string): void
  /** The same page goes on in a view of its own: its session is another. */
  renew(at: Timestamp): void
  /** One more update of the current view, now. */
  report(): void
  /** Counts what the view caused. */
  count(event: AssembledEvent): void
  readonly stop: Stop
}

/** Turns the page's load, its route changes and its returns into views, each reported again as it grows. */
export function startViewCollection(deps: ViewCollectionDeps): ViewCollection {
  const { rawEvents, clock, trackViewsManually, resumedAt, onRouteChange } = deps
  const views = createValueHistory<View>()
  /** Until the page's first `startView`, where nothing else begins one. */
  const hold = createHold(!trackViewsManually || Boolean(resumedAt))
  let timer: Timer | undefined
  let scrollDepth: ScrollDepth
  let stopLoadingTime: Stop
  /** When the page went into the back/forward cache, while it is there. */
  let leftAt: Timestamp | undefined
  let current = begin({
    startedAt: resumedAt ?? clock.at(0),
    loadingType: resumedAt ? 'route_change' : 'initial_load',
    url: location.href,
    referrer: document.referrer,
  })

  function begin(origin: ViewOrigin, options?: ViewOptions): View {
    const view = createView(origin, options)
    scrollDepth = trackScrollDepth(view.startedAt, clock.now)
    stopLoadingTime = trackLoadingTime(deps, view, (time) =>
      add(view, { loading_time: toNanoseconds(time) }),
    )
    views.set(view.startedAt, view)
    reportSoon(0)
    return view
  }

  function report(view = current): void {
    if (view === current) {
      clearTimeout(timer)
      timer = undefined
      Object.assign(view.measured, { display: scrollDepth.read() })
    }
    if (hold.isOpen()) {
      view.updates++
      rawEvents.notify(toViewEvent(view, clock.now()))
    }
  }

  function reportSoon(delay: number = UPDATE_INTERVAL): void {
    timer ??= setTimer(report, delay)
  }

  /** Adds measurements. A view that has ended is reported again at once: there may be no later moment. */
  function add(view: View, measured: FieldsOf<'view'>): void {
    Object.assign(view.measured, measured)
    if (view.endedAt) {
      report(view)
    } else {
      reportSoon()
    }
  }

  function end(at: Timestamp): void {
    // It was not seen in the cache.
    current.endedAt = leftAt ?? at
    stopLoadingTime()
    scrollDepth.stop()
    report()
  }

  function follow(next: Omit<ViewOrigin, 'referrer'>, options?: ViewOptions): void {
    end(next.startedAt)
    current = begin({ ...next, referrer: current.url }, options)
  }

  function startView(at: Timestamp, options?: ViewOptions, url = location.href): void {
    if (!hold.isOpen()) {
      // All that was measured until now is of this view.
      const { measured } = current
      Object.assign(current, createView({ ...current, url }, options), { measured })
      hold.open()
      report()
    } else {
      follow({ startedAt: at, loadingType: 'route_change', url }, options)
    }
  }

  const stops = stopAll(
    () => end(clock.now()),
    listen(window, ['scroll'], () => scrollDepth.look()),
    whenLoaded(reportSoon),
    trackPageExit(() => report()),
    // A page that is left is hidden after that, and only then the library has its last words.
    listen(document, ['visibilitychange'], () => timer && isHidden() && report(), {
      capture: false,
    }),
    // See https://web.dev/articles/bfcache
    listen<PageTransitionEvent>(window, ['pagehide', 'pageshow'], (event) => {
      if (!event.persisted) {
        return
      }
      const isBack = event.type === 'pageshow'
      const at = clock.at(event.timeStamp)
      if (isBack && current.startedAt > at) {
        // A session that began by it has begun the view, too.
        current.loadingType = 'bfcache_restore'
      } else if (isBack && !trackViewsManually) {
        follow({ startedAt: at, loadingType: 'bfcache_restore', url: location.href })
      }
      leftAt = isBack ? undefined : at
    }),
    trackViewsManually ? () => {} : trackUrlChanges(onUrlChange),
    resumedAt ? () => {} : trackViewVitals({ clock, getCurrent: () => current, add }),
  )

  function onUrlChange(isReplaced: boolean): void {
    const isNew = document.readyState !== 'complete' || clock.now() - current.startedAt < SECOND
    if (isReplaced && isNew && isRouteChange(current.url, location.href)) {
      redirectView(current, location.href)
    }
    // A session that begins by it begins the view, too.
    for (const step of [onRouteChange, () => startView(clock.now())]) {
      if (isRouteChange(current.url, location.href)) {
        step()
      }
    }
  }

  return {
    ...createViewMethods(
      () => current,
      (edit) =>
        hold.run(() => {
          edit(current)
          reportSoon()
        }),
    ),
    provide: (startedAt) => views.find(startedAt),
    whenBegun: hold.run,
    startView,
    renew(at) {
      if (hold.isOpen()) {
        const { view_name: name, service, version } = current.tags
        const isSamePage = trackViewsManually || !isRouteChange(current.url, location.href)
        startView(at, isSamePage ? { name, service, version, context: current.context } : undefined)
      }
    },
    report,
    count(event) {
      if (countEvent(current, event)) {
        reportSoon()
      }
    },
    stop: stops,
  }
}
