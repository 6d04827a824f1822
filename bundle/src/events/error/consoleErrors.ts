import { patch } from '../../browser/patch.ts'
import { guard } from '../../core/guard.ts'
import type { Stop } from '../../core/stop.ts'

/**
 * Calls back after each `console.error` of the page. What the SDK itself says goes by the functions that the console
 * had before; what a getter of the page's says while it is read is not heard.
 */
export function trackConsoleErrors(callback: (values: unknown[]) => void): Stop {
  const read = guard(callback)
  let isReading = false
  return patch(console, 'error', (original, _, values) => {
    original()
    if (!isReading) {
      isReading = true
      read(values)
      isReading = false
    }
  })
}
