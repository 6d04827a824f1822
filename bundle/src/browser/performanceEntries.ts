import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'

/** `true`: the browser supports this type of performance entries. */
export function hasEntries(type: string): boolean | undefined {
  return globalThis.PerformanceObserver?.supportedEntryTypes?.includes(type)
}

/**
 * Observes one type of performance entries, those from before the call included (`buffered`).
 * Where the browser does not know the type, nothing is observed.
 *
 * @see https://w3c.github.io/performance-timeline/#the-performanceobserver-interface
 */
export function observeEntries(
  type: string,
  callback: (entries: PerformanceEntryList) => void,
): Stop {
  // An unknown type is ignored with a console warning in some engines: ask first.
  if (!hasEntries(type)) {
    return () => {}
  }
  const observer = new PerformanceObserver(guard((list) => callback(list.getEntries())))
  observer.observe({ type, buffered: true })
  return () => observer.disconnect()
}
