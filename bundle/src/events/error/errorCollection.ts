import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { listen } from '../../browser/listen.ts'
import { setTimer } from '../../browser/timer.ts'
import { run } from '../../core/ask.ts'
import type { Clock } from '../../core/clock.ts'
import { createUuid } from '../../core/ids.ts'
import { NativeSet } from '../../core/natives.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import type { CallMoment } from '../callMoment.ts'
import { copyContext } from '../contexts.ts'
import type { Context, RawEvent } from '../rawEvent.ts'
import { trackConsole } from '../trackConsole.ts'
import { toPageTags } from '../view/view.ts'
import { trackBrowserReports } from './browserReports.ts'
import { toFailedUrl } from './failedLoad.ts'
import { toWireStack } from './stack.ts'
import { toErrorFields, toMessage } from './toErrorFields.ts'

export interface ErrorCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
  readonly isIntakeUrl: (url: string) => boolean
  /** `true` for the message of an error that the page does not want to know of. */
  readonly isIgnoredError: (message: string) => boolean
}

/** Context that a page adds to an error, and the place of that call. */
export interface AddedToError {
  readonly context?: Context | undefined
  /** Stack of the call, with two frames of the SDK on top. */
  readonly stack?: unknown
}

export interface ErrorCollection {
  /** An error that the page handled and wants to be known. */
  addError(moment: CallMoment, error: unknown, more: AddedToError): void
  /** An uncaught error or rejection, caught by the loader before the bundle was there. */
  collect(moment: CallMoment, event: Event): void
  readonly stop: Stop
}

/**
 * Turns uncaught errors and unhandled rejections of the host page, its console errors and what the browser reports of
 * it into raw `error` events.
 */
export function startErrorCollection({
  rawEvents,
  clock,
  isIntakeUrl,
  isIgnoredError,
}: ErrorCollectionDeps): ErrorCollection {
  const known = new WeakSet()
  const blocked = new NativeSet<string | undefined>()

  function collect(moment: CallMoment, event: Event): void {
    // A library may have `error` events of its own; for rejections libraries with promises of their own stand in.
    if (event.type === 'error' && !event.isTrusted) {
      return
    }
    const thrown = toThrown(event)
    const url = thrown ? undefined : toFailedUrl(event)
    // A resource that the page's policy blocked is already reported as a violation.
    if (thrown || (url && !blocked.has(url))) {
      notify(
        moment,
        { error_source: thrown ? 'source' : 'network', error_handling: 'unhandled' },
        thrown ? thrown.value : `Failed to load ${url}`,
      )
    }
  }

  function notify(
    { at, url }: CallMoment,
    tags: RawEvent['tags'],
    thrown: unknown,
    more?: { readonly context?: Context | undefined; readonly fields?: FieldsOf<'error'> },
  ): void {
    const error = run(toErrorFields, thrown)
    const fields = { ...error.fields, ...more?.fields }
    known.add(Object(thrown))
    if (!isIgnoredError(String(fields.error_message))) {
      rawEvents.notify({
        measurement: 'error',
        startedAt: at,
        tags: { error_id: createUuid(), ...tags, ...error.tags, ...(url && toPageTags(url)) },
        fields,
        context: copyContext(more?.context),
        source: { error: thrown },
      })
    }
  }

  function collectConsole(values: readonly unknown[]): void {
    const moment = { at: clock.now() }
    const { error, message } = run(toMessage, values)
    const tags = { error_source: 'console', error_handling: 'handled' }
    if (!error) {
      notify(moment, tags, message)
      return
    }
    // Once its task is over: many tell the console of an error that they throw on or add, too.
    setTimer(() => {
      if (!known.has(error)) {
        notify(moment, tags, error, { fields: { error_message: message } })
      }
    })
  }

  return {
    collect,
    addError(moment, error, { context, stack }) {
      const tags = { error_source: 'custom', error_handling: 'handled' }
      const fields = { error_handling_stack: toHandlingStack(stack) }
      notify(moment, tags, error, { context, fields })
    },
    stop: stopAll(
      listen(window, ['error', 'unhandledrejection'], (event) =>
        collect({ at: clock.now() }, event),
      ),
      trackConsole('error', collectConsole),
      trackBrowserReports((report) => {
        const tags = { error_source: 'report', error_handling: 'unhandled' }
        blocked.add(report.url)
        notify({ at: clock.now() }, tags, report)
      }, isIntakeUrl),
    ),
  }
}

/** Where the page was when it called: without the two frames of our own on top. */
function toHandlingStack(stack: unknown): string | undefined {
  const [headline, , , ...frames] =
    typeof stack === 'string' ? toWireStack('HandlingStack', stack).split('\n') : []
  return frames.length > 0 ? [headline, ...frames].join('\n') : undefined
}

/** Returns `undefined` for what is no exception, as the failed load of an element. */
function toThrown(event: Event): { value: unknown } | undefined {
  if (event.type === 'unhandledrejection') {
    const { reason, detail } = event as PromiseRejectionEvent & CustomEvent
    // Bluebird and when.js have it where a custom event has what it is about.
    return { value: reason ?? (detail as PromiseRejectionEvent | undefined)?.reason }
  }
  if (!('message' in event)) {
    return undefined
  }
  const { error, message, filename, lineno, colno } = event as ErrorEvent
  // An event of a script of another origin has no `error`: only its message and place are known.
  return {
    value: error ?? { message, stack: filename && `@${filename}:${lineno}:${colno}` },
  }
}
