import { attempt } from './attempt.ts'
import { report } from './report.ts'

let failures = 0

/** How many exceptions of ours were caught since the page's load. */
export function countFailures(): number {
  return failures
}

/**
 * Wraps what the page (or the browser) calls: an exception of ours is caught, counted, told to whoever
 * has the console at its debug level, and the call returns `undefined`.
 */
export function guard<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return fn(...args)
    } catch (thrown) {
      failures++
      // What a getter of the page threw has perhaps no text.
      return attempt(() =>
        report('debug', `internal: ${(thrown as Error | undefined)?.stack ?? thrown}`),
      )
    }
  }
}
