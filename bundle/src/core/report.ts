type Level = 'debug' | 'warn' | 'error'

const reported = new Set<string>()

// Taken when the module runs: a page may replace the console later, and our own words must never come
// back to us as its console errors.
const write: Partial<Record<Level, typeof console.warn>> = { ...console }

/** Tells the developer of the page, once for each distinct message. */
export function report(level: Level, message: string): undefined {
  if (!reported.has(message)) {
    reported.add(message)
    write[level]?.call(console, '[DATAFLUX_RUM]', message)
  }
}
