import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { performance } from '../../core/natives.ts'
import { nanosecondsBetween, toNanoseconds } from '../../core/time.ts'

/** @see https://wicg.github.io/nav-speculation/prerendering.html (not in TypeScript's DOM library) */
type NavigationEntry = PerformanceNavigationTiming & { readonly activationStart?: number }

/**
 * The load of the document in figures, as far as it has come; only for an initial load.
 *
 * @see https://w3c.github.io/navigation-timing/
 */
export function readNavigationTimings(): FieldsOf<'view'> {
  const [entry] = performance.getEntriesByType('navigation') as NavigationEntry[]
  if (!entry) {
    return {}
  }
  return {
    // Since the user asked for the page: of a prerendered one it may be there before.
    first_byte: nanosecondsBetween(entry.activationStart, entry.responseStart),
    first_paint_time: reached(performance.getEntriesByName('first-paint')[0]?.startTime),
    dom_interactive: reached(entry.domInteractive),
    time_to_interactive: reached(entry.domInteractive && entry.domInteractive - entry.fetchStart),
    dom_content_loaded: reached(entry.domContentLoadedEventEnd),
    dom_ready: reached(entry.domContentLoadedEventEnd),
    dom_complete: reached(entry.domComplete),
    dom: reached(entry.domComplete && entry.domComplete - entry.domInteractive),
    load_event: reached(entry.loadEventEnd),
    resource_load_time: entry.loadEventEnd
      ? toNanoseconds(entry.loadEventStart - entry.domContentLoadedEventEnd)
      : undefined,
  }
}

/** The browser gives 0 for what has not happened yet. */
function reached(time: number | undefined): number | undefined {
  return (time as number) > 0 ? toNanoseconds(time as number) : undefined
}
