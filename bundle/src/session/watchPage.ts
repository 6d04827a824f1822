import { listen } from '../browser/listen.ts'
import { trackPageExit, trackPageReturn } from '../browser/pageExit.ts'
import type { Clock } from '../core/clock.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { SESSION_KEY } from './sessionStorage.ts'
import { createVisibleTab } from './visibleTab.ts'

export interface PageWatchDeps {
  readonly clock: Clock
  readonly locks: LockManager | undefined
  /** The user did something. */
  readonly activity: () => void
  /** The session may be another by now. */
  readonly settle: () => void
  /** The page is in view, and holds the lock that belongs to its mark. */
  readonly show: (mark: string) => void
  /** The page may be about to go, and its mark with it, if it has left one. */
  readonly leave: (mark: string | undefined) => void
  /** `true`: this page wrote or read that value last. */
  readonly knows: (value: string | undefined) => boolean
}

/** State of the page that a session depends on. */
export interface PageWatch {
  start(): void
  show(): void
  /** ms for which the page has been in view. */
  visibleTime(): number
  /** `true`: the browser announced that the page closes, and no answer would come in time. */
  isLeaving(): boolean
  readonly stop: Stop
}

// Pages scroll by themselves, so `scroll` is left out; the inputs that a user scrolls with are among these.
const ACTIVITY = ['pointerdown', 'keydown', 'touchstart', 'wheel']

export function watchPage({
  clock,
  locks,
  activity,
  settle,
  show,
  leave,
  knows,
}: PageWatchDeps): PageWatch {
  const visibleTab = locks && createVisibleTab(locks)
  let shownAt = 0
  let shownFor = 0
  let isLeaving = false

  const visibleTime = () => shownFor + (shownAt && clock.now() - shownAt)

  function onShow(): void {
    isLeaving = false
    if (document.visibilityState === 'visible') {
      shownAt ||= clock.now()
      visibleTab?.show(show)
    }
  }

  function look(name: string | null | undefined, value: string | null | undefined): void {
    if (name === SESSION_KEY && !knows(value ?? undefined)) {
      settle()
    }
  }

  const stops: Stop[] = []
  return {
    start() {
      stops.push(
        listen(window, ACTIVITY, ({ isTrusted }) => isTrusted && activity()),
        listen<StorageEvent>(window, ['storage'], ({ key, newValue }) => look(key, newValue)),
        watchCookie(look),
        trackPageReturn((isRestored) => {
          onShow()
          settle()
          if (isRestored) {
            activity() // the user went back to it
          }
        }),
        trackPageExit((isLeft) => {
          isLeaving = isLeft
          shownFor = visibleTime()
          shownAt = 0
          leave(visibleTab?.hide())
        }),
      )
      onShow()
    },
    show: onShow,
    visibleTime,
    isLeaving: () => isLeaving,
    stop() {
      visibleTab?.hide()
      stopAll(...stops)()
    },
  }
}

/** @see https://cookiestore.spec.whatwg.org/ (not in every browser) */
function watchCookie(
  onChange: (name: string | undefined, value: string | undefined) => void,
): Stop {
  return typeof cookieStore === 'undefined'
    ? () => {}
    : listen<CookieChangeEvent>(cookieStore, ['change'], ({ changed, deleted }) => {
        for (const { name, value } of [...changed, ...deleted]) {
          onChange(name, value)
        }
      })
}
