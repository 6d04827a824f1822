import { report } from '../core/report.ts'
import { silenceConsole, silently } from '../core/silence.ts'
import { stopAll } from '../core/stop.ts'
import { patch } from './patch.ts'

// biome-ignore lint/suspicious/noExplicitAny: functions of any shape
type Callback = (this: any, ...args: any[]) => any

/** Functions that run a callback later. */
const DEFERRING = [
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
] as const

/**
 * Calls a callback of the page, through which alone the SDK runs the page's functions: what the page reports meanwhile,
 * or in the tasks that the callback starts, is not collected.
 *
 * @returns `undefined` if there is no callback, or it throws or returns a promise, of which the page is told once
 */
export function ask<Args extends unknown[], Result>(
  name: string,
  callback: ((...args: Args) => Result) | undefined,
  ...args: Args
): Result | undefined {
  try {
    const answer = callback && run(() => callback(...args))
    if (typeof (answer as { then?: unknown } | undefined)?.then !== 'function') {
      return answer
    }
    silenceConsole(answer as unknown as PromiseLike<unknown>)
    return report('warn', `${name} returned a promise, which is ignored. Return a value at once.`)
  } catch {
    return report('warn', `${name} threw; the SDK goes on without it. Fix the function.`)
  }
}

function run<Result>(callback: () => Result): Result {
  const restore = stopAll(
    ...DEFERRING.map((name) =>
      patch(globalThis, name, (original, _, args) => {
        const [deferred] = args
        if (typeof deferred === 'function') {
          args[0] = toSilent(deferred as Callback)
        }
        return original()
      }),
    ),
  )
  try {
    return silently(callback)
  } finally {
    restore()
  }
}

function toSilent(callback: Callback): Callback {
  return function (...args) {
    return run(() => {
      try {
        return callback.apply(this, args)
      } catch (thrown) {
        if (!globalThis.reportError) {
          throw thrown
        }
        // The page's own handlers hear of it now, and not after this, when it would be collected.
        reportError(thrown)
      }
    })
  }
}
