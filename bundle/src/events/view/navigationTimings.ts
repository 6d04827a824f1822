import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { toNanoseconds } from '../../core/time.ts'

/**
 * The load of the document in figures, as far as it has come; only for an initial load.
 *
 * @see https://w3c.github.io/navigation-timing/
 */
export function readNavigationTimings(): FieldsOf<'view'> {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const paints = performance.getEntriesByType('paint')
  if (!entry) {
    return {}
  }
  const paint = (name: string) => reached(paints.find((each) => each.name === name)?.startTime)
  const complete = entry.loadEventEnd > 0
  return {
    first_byte: reached(entry.responseStart - entry.domainLookupStart),
    first_paint_time: paint('first-paint'),
    first_contentful_paint: paint('first-contentful-paint'),
    dom_interactive: reached(entry.domInteractive),
    time_to_interactive: reached(entry.domInteractive && entry.domInteractive - entry.fetchStart),
    dom_content_loaded: reached(entry.domContentLoadedEventEnd),
    dom_ready: reached(entry.domContentLoadedEventEnd),
    dom_complete: reached(entry.domComplete),
    dom: reached(entry.domComplete && entry.domComplete - entry.domInteractive),
    load_event: reached(entry.loadEventEnd),
    resource_load_time: complete
      ? toNanoseconds(entry.loadEventStart - entry.domContentLoadedEventEnd)
      : undefined,
  }
}

/** The browser gives 0 for what has not happened yet. */
function reached(time: number | undefined): number | undefined {
  return (time as number) > 0 ? toNanoseconds(time as number) : undefined
}
