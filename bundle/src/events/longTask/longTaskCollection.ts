import { hasEntries, observeEntries } from '../../browser/performanceEntries.ts'
import type { Clock } from '../../core/clock.ts'
import { createUuid } from '../../core/ids.ts'
import { toJson } from '../../core/json.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { toNanoseconds } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'

const LONG_ANIMATION_FRAME = 'long-animation-frame'

const SCRIPT_KEYS = [
  'duration',
  'pauseDuration',
  'forcedStyleAndLayoutDuration',
  'startTime',
  'executionStart',
  'sourceURL',
  'sourceFunctionName',
  'sourceCharPosition',
  'invoker',
  'invokerType',
  'windowAttribution',
] as const

type Script = Record<(typeof SCRIPT_KEYS)[number], string | number>

/** Entry of a long task, with the further properties of a long animation frame. (TypeScript's DOM library lacks them.) */
type LongEntry = PerformanceEntry & {
  readonly blockingDuration?: number
  readonly firstUIEventTimestamp?: number
  readonly renderStart?: number
  readonly styleAndLayoutStart?: number
  readonly scripts?: readonly Script[]
}

export interface LongTaskCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
}

/**
 * Turns what kept the page busy for 50 ms and more, before the SDK too, into raw `long_task` events: long animation
 * frames where the browser knows them, else long tasks.
 *
 * @see https://w3c.github.io/long-animation-frames/
 * @see https://w3c.github.io/longtasks/
 */
export function startLongTaskCollection({ rawEvents, clock }: LongTaskCollectionDeps): Stop {
  const type = hasEntries(LONG_ANIMATION_FRAME) ? LONG_ANIMATION_FRAME : 'longtask'
  return observeEntries(type, (entries) => {
    for (const entry of entries as LongEntry[]) {
      const { startTime, duration, scripts } = entry
      rawEvents.notify({
        measurement: 'long_task',
        startedAt: clock.at(startTime),
        source: { performanceEntry: entry },
        tags: { long_task_id: createUuid() },
        fields: {
          duration: toNanoseconds(duration),
          // The time for which input had to wait. For a long task: all beyond its first 50 ms.
          blocking_duration: toNanoseconds(entry.blockingDuration ?? Math.max(0, duration - 50)),
          long_task_start_time: toNanoseconds(startTime),
          // A long task has none of these: NaN, which makes no field.
          first_ui_event_timestamp: toNanoseconds(entry.firstUIEventTimestamp as number),
          render_start: toNanoseconds(entry.renderStart as number),
          style_and_layout_start: toNanoseconds(entry.styleAndLayoutStart as number),
          scripts: scripts && toJson(scripts.map(toWireScript)),
        },
      })
    }
  })
}

/** With names as the wire has them (`sourceURL` → `source_url`), and durations and times in ns. */
function toWireScript(script: Script): Record<string, unknown> {
  return Object.fromEntries(
    SCRIPT_KEYS.map((key) => [
      key.replace(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`),
      /uration$|Start$|Time$/.test(key) ? toNanoseconds(script[key] as number) : script[key],
    ]),
  )
}
