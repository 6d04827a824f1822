import type { Measurement } from '../../../protocol/measurements.ts'
import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import type { AssembledEvent, Contribution, RawEvent } from './rawEvent.ts'

/** Gives what it knows of the moment at which an event began; `'discard'` drops the event. */
export type Provider = (
  startedAt: Timestamp,
  measurement: Measurement,
) => Contribution | 'discard' | undefined

export interface AssemblyDeps {
  readonly rawEvents: Observable<RawEvent>
  /** In rising order of precedence: what a later one gives replaces what an earlier one gave, key by key. */
  readonly providers: readonly Provider[]
  readonly createEventId: () => string
  /** Runs it once all that is provided has come to be. */
  readonly whenReady: (run: () => void) => void
}

/** Merges each raw event with what the providers say of its start time; the event's own word comes last. */
export function startAssembly({ rawEvents, providers, createEventId, whenReady }: AssemblyDeps): {
  assembled: Observable<AssembledEvent>
  stop: Stop
} {
  const assembled = createObservable<AssembledEvent>()
  const stop = rawEvents.subscribe((event) => {
    // Contexts as they are now, even if the view has still to get its name.
    const parts: (Contribution | undefined)[] = []
    for (const provide of [...providers, () => event]) {
      const part = provide(event.startedAt, event.measurement)
      if (part === 'discard') {
        return
      }
      parts.push(part)
    }
    whenReady(() => {
      const whole: AssembledEvent = {
        measurement: event.measurement,
        time: event.startedAt,
        tags: {},
        fields: { event_id: createEventId() },
        context: {},
        source: event.source,
      }
      for (const part of parts) {
        Object.assign(whole.tags, part?.tags)
        Object.assign(whole.fields, part?.fields)
        // Not assigned: where the page has frozen `Object.prototype`, no key of it can be.
        whole.context = { ...whole.context, ...part?.context }
      }
      assembled.notify(whole)
    })
  })
  return { assembled, stop }
}
