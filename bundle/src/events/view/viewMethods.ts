import { report } from '../../core/report.ts'
import { nanosecondsBetween, toNanoseconds } from '../../core/time.ts'
import type { CallMoment } from '../callMoment.ts'
import { copyContext } from '../contexts.ts'
import type { Context } from '../rawEvent.ts'
import type { View } from './view.ts'

// A smaller number is ms since the view's start: no view lasts a year.
const YEAR = 31_536_000_000

/** Methods by which the page adds to the current view. */
export interface ViewMethods {
  setName(name: string): void
  setContext(context: Context): void
  setContextProperty(key: string, value: unknown): void
  getContext(): Context
  /** @param time - ms since the view's start, or since the epoch; the moment of the call, if not given */
  addTiming(moment: CallMoment, name: string, time?: number): void
}

export function createViewMethods(
  getCurrent: () => View,
  /** Edits the view as soon as there is one, and has it reported. */
  change: (edit: (view: View) => void) => void,
): ViewMethods {
  return {
    setName(name) {
      change(({ tags }) => {
        tags.view_name = String(name)
      })
    },
    setContext(context) {
      change((view) => {
        view.context = copyContext(context)
      })
    },
    setContextProperty(key, value) {
      change((view) => {
        view.context = { ...view.context, ...copyContext({ [key]: value }) }
      })
    },
    getContext: () => copyContext(getCurrent().context),
    addTiming({ at }, name, time = at) {
      if (typeof name === 'symbol' || typeof time !== 'number' || !(time >= 0)) {
        report('warn', 'addTiming takes a name and a time in ms. This call is ignored.')
        return
      }
      change((view) => {
        const since = time < YEAR ? toNanoseconds(time) : nanosecondsBetween(view.startedAt, time)
        const key = String(name).replace(/[^\w.@$-]/g, '_')
        view.timings = { ...view.timings, [key]: since }
      })
    },
  }
}
