import { NativeSet } from './natives.ts'

type Level = 'debug' | 'warn' | 'error'

const reported = new NativeSet<string>()

// Copied when the module runs: a page may replace the console later, and the SDK must never collect its own
// messages as console errors of the page.
const write: Partial<Record<Level, typeof console.warn>> = { ...console }

/** Writes a message for the page's developer, once for each distinct message. */
export function report(level: Level, message: string): undefined {
  if (!reported.has(message)) {
    reported.add(message)
    write[level]?.call(console, '[DATAFLUX_RUM]', message)
  }
}
