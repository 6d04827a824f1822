import { patch } from '../../browser/patch.ts'
import { isAsking } from '../../core/ask.ts'
import { guard } from '../../core/guard.ts'
import type { Stop } from '../../core/stop.ts'

/**
 * Calls back after each `console.error` of the page, except those of code that the SDK runs (callbacks, getters). The SDK
 * itself reports by the functions that the console had before.
 */
export function trackConsoleErrors(callback: (values: unknown[]) => void): Stop {
  const read = guard(callback)
  return patch(console, 'error', (original, _, values) => {
    original()
    if (!isAsking()) {
      read(values)
    }
  })
}
