import type { INPMetric, LCPMetric, Metric } from 'web-vitals'
import { onCLS } from 'web-vitals/onCLS.js'
import { onFCP } from 'web-vitals/onFCP.js'
import { onINP } from 'web-vitals/onINP.js'
import { onLCP } from 'web-vitals/onLCP.js'
import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { observeEntries } from '../../browser/performanceEntries.ts'
import { guard } from '../../core/guard.ts'
import type { Stop } from '../../core/stop.ts'
import { toNanoseconds } from '../../core/time.ts'
import { toSelector } from '../selector.ts'

type Vitals = FieldsOf<'view'>
/** Navigation that a vital belongs to. `navigationStartTime` is 0 for the page's load. */
export type Navigation = Pick<Metric, 'navigationStartTime' | 'entries'>

/**
 * Calls back with vitals as the `web-vitals` library reports them, each time that one has changed: of the page's load, of
 * its returns from the back/forward cache, and of soft navigations where the browser tells of them. The library cannot
 * be stopped: who has heard enough looks away.
 */
export function trackWebVitals(callback: (vitals: Vitals, navigation: Navigation) => void): Stop {
  const follow = <M extends Metric>(
    on: (
      callback: (metric: M) => void,
      options: { reportAllChanges: boolean; reportSoftNavs: boolean },
    ) => void,
    toVitals: (metric: M) => Vitals,
  ) =>
    // One that fails costs its vital alone.
    guard(on)(
      guard((metric) => callback(toVitals(metric), metric)),
      { reportAllChanges: true, reportSoftNavs: true },
    )

  follow(onFCP, ({ value }) => ({ first_contentful_paint: toNanoseconds(value) }))
  follow(onLCP, ({ value, entries }: LCPMetric) => ({
    largest_contentful_paint: toNanoseconds(value),
    largest_contentful_paint_element_selector: toSelector(entries[0]?.element),
  }))
  follow(onCLS, ({ value, entries, navigationStartTime = 0 }) => {
    const [largest] = [...entries].sort((one, other) => other.value - one.value)
    return {
      cumulative_layout_shift: value,
      cumulative_layout_shift_time:
        largest && toNanoseconds(largest.startTime - navigationStartTime),
      cumulative_layout_shift_target_selector: toSelector(
        largest?.sources.find(({ node }) => node)?.node,
      ),
    }
  })
  follow(onINP, ({ value, entries }: INPMetric) => ({
    interaction_to_next_paint: toNanoseconds(value),
    interaction_to_next_paint_target_selector: toSelector(
      entries.find(({ target }) => target)?.target,
    ),
  }))
  // The library has given it up; dashboards have not.
  return observeEntries('first-input', ([entry]) => {
    const { startTime, processingStart, target } = entry as PerformanceEventTiming
    callback(
      {
        first_input_delay: toNanoseconds(processingStart - startTime),
        first_input_time: toNanoseconds(startTime),
        first_input_target_selector: toSelector(target),
      },
      { navigationStartTime: 0, entries: [entry as PerformanceEntry] },
    )
  })
}
