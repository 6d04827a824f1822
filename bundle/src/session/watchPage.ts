import { listen } from '../browser/listen.ts'
import { trackPageExit, trackPageReturn } from '../browser/pageExit.ts'
import type { Clock } from '../core/clock.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import type { TabEvent } from './tabSession.ts'
import { createVisibleTab } from './visibleTab.ts'

export interface PageWatchDeps {
  readonly clock: Clock
  readonly locks: LockManager | undefined
  /** Name of the session's cookie and storage entry. */
  readonly storage: { readonly key: string }
  readonly activity: (at?: Timestamp) => void
  readonly dispatch: (event: TabEvent) => void
  /** Returns whether this page wrote or read that form last. */
  readonly isKnown: (stored: string | undefined) => boolean
}

/** Reports to the session what happens to its page. */
export interface PageWatch {
  start(): void
  show(): void
  /** Milliseconds in which the page has been visible. */
  visibleTime(): number
  /** The page is unloading: no lock would be granted in time. */
  isLeaving(): boolean
  readonly stop: Stop
}

const ACTIVITY = ['pointerdown', 'keydown', 'touchstart', 'scroll', 'wheel']

export function watchPage({
  clock,
  locks,
  storage: { key },
  activity,
  dispatch,
  isKnown,
}: PageWatchDeps): PageWatch {
  const visibleTab = locks && createVisibleTab(locks)
  let shownAt = 0
  let shownFor = 0
  let isLeaving = false

  const visibleTime = () => shownFor + (shownAt && clock.now() - shownAt)

  function show(): void {
    isLeaving = false
    if (document.visibilityState === 'visible') {
      shownAt ||= clock.now()
      visibleTab?.show((tab) => dispatch({ type: 'show', tab }))
    }
  }

  function look(name: string | null | undefined, stored: string | null | undefined): void {
    if (name === key && !isKnown(stored ?? undefined)) {
      dispatch({ type: 'look' })
    }
  }

  const stops: Stop[] = []
  return {
    start() {
      stops.push(
        listen(window, ACTIVITY, ({ timeStamp }) => activity(clock.at(timeStamp))),
        listen<StorageEvent>(window, ['storage'], (event) => look(event.key, event.newValue)),
        watchCookies(look),
        listen(window, ['pagehide'], () => {
          isLeaving = true
        }),
        trackPageReturn(() => {
          show()
          dispatch({ type: 'look' })
        }),
        // Out of the back/forward cache: the user went there.
        listen<PageTransitionEvent>(window, ['pageshow'], ({ persisted }) => {
          if (persisted) {
            activity()
          }
        }),
        trackPageExit(() => {
          shownFor = visibleTime()
          shownAt = 0
          dispatch({ type: 'hide', tab: visibleTab?.hide() ?? '' })
        }),
      )
      show()
    },
    show,
    visibleTime,
    isLeaving: () => isLeaving,
    stop() {
      visibleTab?.hide()
      stopAll(...stops)()
    },
  }
}

/** @see https://cookiestore.spec.whatwg.org/ (not in every browser) */
function watchCookies(look: (name?: string, value?: string) => void): Stop {
  return typeof cookieStore === 'undefined'
    ? () => {}
    : listen<CookieChangeEvent>(cookieStore, ['change'], ({ changed, deleted }) => {
        for (const { name, value } of [...changed, ...deleted]) {
          look(name, value)
        }
      })
}
