import { listen } from '../../browser/listen.ts'
import type { Clock } from '../../core/clock.ts'
import { createUuid } from '../../core/ids.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import type { CallMoment } from '../callMoment.ts'
import { copyContext } from '../contexts.ts'
import type { Context, RawEvent } from '../rawEvent.ts'
import { toPageTags } from '../view/view.ts'
import { toFailedLoad } from './failedLoad.ts'
import { toErrorFields } from './toErrorFields.ts'

export interface ErrorCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
}

export interface ErrorCollection {
  /** An error that the page handled and wants to be known. */
  addError(moment: CallMoment, error: unknown, context?: Context): void
  /** An uncaught error or rejection, caught by the loader before the bundle was there. */
  collect(moment: CallMoment, event: Event): void
  readonly stop: Stop
}

/** Turns uncaught errors and unhandled rejections of the host page into raw `error` events. */
export function startErrorCollection({ rawEvents, clock }: ErrorCollectionDeps): ErrorCollection {
  function collect(moment: CallMoment, event: Event): void {
    const thrown = toThrown(event)
    const value = thrown ? thrown.value : toFailedLoad(event)
    if (thrown || value) {
      notify(
        moment,
        { error_source: thrown ? 'source' : 'network', error_handling: 'unhandled' },
        value,
      )
    }
  }

  function notify(
    { at, url }: CallMoment,
    tags: RawEvent['tags'],
    thrown: unknown,
    context?: Context,
  ): void {
    const error = toErrorFields(thrown)
    rawEvents.notify({
      measurement: 'error',
      startedAt: at,
      tags: { error_id: createUuid(), ...tags, ...error.tags, ...(url && toPageTags(url)) },
      fields: error.fields,
      context: copyContext(context),
    })
  }

  return {
    collect,
    addError(moment, error, context) {
      notify(moment, { error_source: 'custom', error_handling: 'handled' }, error, context)
    },
    stop: listen(window, ['error', 'unhandledrejection'], (event) =>
      collect({ at: clock.now() }, event),
    ),
  }
}

/** `undefined` for the failed load of an element, which is no exception. */
function toThrown(event: Event): { value: unknown } | undefined {
  if (event.type === 'unhandledrejection') {
    return { value: (event as PromiseRejectionEvent).reason }
  }
  if (!('message' in event)) {
    return undefined
  }
  const { error, message, filename, lineno, colno } = event as ErrorEvent
  // Without `error` (a script of another origin), what the event says is all there is.
  return {
    value: error ?? { message, stack: filename && `@${filename}:${lineno}:${colno}` },
  }
}
