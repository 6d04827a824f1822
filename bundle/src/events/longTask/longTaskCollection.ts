import { observeEntries } from '../../browser/performanceEntries.ts'
import type { Clock } from '../../core/clock.ts'
import { createUuid } from '../../core/ids.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { toNanoseconds } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'

export interface LongTaskCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
}

/**
 * Turns tasks of 50 ms and more, those from before the SDK included, into raw `long_task` events.
 *
 * @see https://w3c.github.io/longtasks/
 */
export function startLongTaskCollection({ rawEvents, clock }: LongTaskCollectionDeps): Stop {
  return observeEntries('longtask', (entries) => {
    for (const { startTime, duration } of entries) {
      rawEvents.notify({
        measurement: 'long_task',
        startedAt: clock.at(startTime),
        tags: { long_task_id: createUuid() },
        fields: {
          duration: toNanoseconds(duration),
          // What of it kept input waiting: all beyond the first 50 ms.
          blocking_duration: toNanoseconds(Math.max(0, duration - 50)),
          long_task_start_time: toNanoseconds(startTime),
        },
      })
    }
  })
}
