import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import { MINUTE, SECOND } from '../core/time.ts'

/** Decides when to send again after a failure. */
export interface Retry {
  isPausing(): boolean
  /** True if the intake did not forbid a request now and, unless it `isLast`, the minute's request is not used up. */
  mayTry(isLast?: boolean): boolean
  /** Records a failure; the intake asked for a pause of `wait` ms. */
  fail(wait: number): void
  succeed(): void
  /** Ends the pause, if allowed, because the situation has improved. */
  wake(): void
}

/** Pauses of 1, 2, 4 … 32 seconds, then of a minute, each longer by up to a half so that pages do not retry together. */
export function createRetry(resume: () => void): Retry {
  let pause: Timer | undefined
  let failures = 0
  let askedUntil = 0
  let goneUntil = 0

  function end(): void {
    clearTimeout(pause)
    pause = undefined
    resume()
  }

  function mayTry(isLast?: boolean): boolean {
    return Date.now() >= (isLast ? askedUntil : Math.max(askedUntil, goneUntil))
  }

  function wake(): void {
    if (pause && mayTry()) {
      end()
    }
  }

  return {
    isPausing: () => Boolean(pause),
    mayTry,
    fail(wait) {
      if (!pause) {
        const backoff = Math.min(MINUTE, SECOND * 2 ** failures++)
        // An unavailable intake gets one request a minute, whatever wakes us; an offline network may return any time.
        askedUntil = Date.now() + wait
        goneUntil = backoff === MINUTE && navigator.onLine ? Date.now() + MINUTE : 0
        pause = setTimer(end, Math.max(wait, backoff * (1 + Math.random() / 2)))
      }
    },
    succeed() {
      failures = 0
      wake()
    },
    wake,
  }
}
