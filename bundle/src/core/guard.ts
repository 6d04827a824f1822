import { report } from './report.ts'

let failures = 0

/** Returns the number of SDK exceptions caught since the page load. */
export function countFailures(): number {
  return failures
}

/**
 * Wraps a function that the page or the browser calls. An exception of the SDK is caught, counted and reported on
 * the console at the debug level, and the call returns `undefined`.
 */
export function guard<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return fn(...args)
    } catch (thrown) {
      failures++
      try {
        report('debug', `internal: ${(thrown as Error | undefined)?.stack ?? thrown}`)
      } catch {
        // A value that a getter of the page threw may not convert to text.
      }
      return undefined
    }
  }
}
