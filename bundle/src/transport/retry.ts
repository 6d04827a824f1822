import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import { MINUTE, SECOND } from '../core/time.ts'

/** When to try again after a failure. */
export interface Retry {
  isPausing(): boolean
  /** Whether a request now is not against the intake's word and, unless it `isLast`, not one too many. */
  mayTry(isLast?: boolean): boolean
  /** The intake failed; it wants to be left alone for `wait` ms. */
  fail(wait: number): void
  succeed(): void
  /** Something changed for the better: tries now if it may. */
  wake(): void
}

/** Pauses of 1, 2, 4 … 32 seconds, then of a minute, each longer by up to a half, so that pages do not come back together. */
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
        // An intake that is gone gets a request a minute, whatever wakes us; a network that is gone may come back.
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
