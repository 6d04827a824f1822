import { patch } from '../browser/patch.ts'
import { isAsking } from '../core/ask.ts'
import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'

/** Methods of the console whose calls the SDK can collect. */
export type ConsoleMethod = 'log' | 'info' | 'warn' | 'error' | 'debug'

/**
 * Calls back after each call of a console method by the page, except those of code that the SDK runs (callbacks, getters).
 * The SDK's own messages go through the methods that the console had before.
 */
export function trackConsole(method: ConsoleMethod, callback: (values: unknown[]) => void): Stop {
  const read = guard(callback)
  return patch(console, method, (original, _, values) => {
    original()
    if (!isAsking()) {
      read(values)
    }
  })
}
