import { report } from './report.ts'

/**
 * Wraps what the page (or the browser) calls: an exception of ours is caught, told to whoever has the
 * console at its debug level, and the call returns `undefined`.
 */
export function guard<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return fn(...args)
    } catch (thrown) {
      try {
        report('debug', `internal: ${(thrown as Error | undefined)?.stack ?? thrown}`)
      } catch {
        // What a getter of the page threw has perhaps no text.
      }
      return undefined
    }
  }
}
