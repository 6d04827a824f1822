import type { FieldsOf } from '../../../../protocol/measurements.ts'
import type { Clock } from '../../core/clock.ts'
import type { Stop } from '../../core/stop.ts'
import type { View } from './view.ts'
import { trackWebVitals } from './webVitals.ts'

/** Vitals of which a view keeps its largest value, because the library may measure its time in several pieces. */
const WORST = ['cumulative_layout_shift', 'interaction_to_next_paint'] as const

export interface ViewVitalsDeps {
  readonly clock: Clock
  readonly getCurrent: () => View
  readonly add: (view: View, vitals: FieldsOf<'view'>) => void
}

/**
 * Gives each vital to the view that began with the navigation it is of. A navigation that began no view (another query,
 * say) only adds to the view it happened in; a view that no navigation of the browser's began has none.
 */
export function trackViewVitals({ clock, getCurrent, add }: ViewVitalsDeps): Stop {
  // The last words on one navigation may come after the first on the next.
  let known = [{ at: 0, view: getCurrent(), isOwn: true }]

  return trackWebVitals((vitals, { navigationStartTime: at = 0, entries }) => {
    let found = known.find((each) => each.at === at)
    if (!found) {
      const current = getCurrent()
      found = { at, view: current, isOwn: current.startedAt >= clock.at(at) }
      known = [found, known[0] as typeof found]
    }
    const { view, isOwn } = found
    const { endedAt, measured } = view
    // The click that led to the next view is of this one, a shift in the next is not.
    const isLater = endedAt && entries.some(({ startTime }) => clock.at(startTime) >= endedAt)
    const isWorse = WORST.some((name) => (vitals[name] ?? 0) > (measured[name] ?? 0))
    if (!isLater && (isOwn || isWorse)) {
      add(view, vitals)
    }
  })
}
