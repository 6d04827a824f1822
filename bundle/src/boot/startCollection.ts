import { SDK_NAME } from '../../../protocol/sdkName.ts'
import type { PageRequest } from '../browser/requests.ts'
import { trackRequests } from '../browser/requests.ts'
import { ask, isAsking } from '../core/ask.ts'
import type { Clock } from '../core/clock.ts'
import { countFailures } from '../core/guard.ts'
import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { SECOND } from '../core/time.ts'
import type { ActionCollection } from '../events/action/actionCollection.ts'
import { startActionCollection } from '../events/action/actionCollection.ts'
import { startAssembly } from '../events/assembly.ts'
import { askBeforeSend } from '../events/beforeSend.ts'
import type { ContextStore } from '../events/contexts.ts'
import { createGlobalContextProvider, createUserProvider } from '../events/contexts.ts'
import { createEnvironmentProvider } from '../events/environment.ts'
import type { ErrorCollection } from '../events/error/errorCollection.ts'
import { startErrorCollection } from '../events/error/errorCollection.ts'
import { createEventIds } from '../events/eventIds.ts'
import type { FeatureFlags } from '../events/featureFlags.ts'
import { createFeatureFlags } from '../events/featureFlags.ts'
import type { InternalContext } from '../events/internalContext.ts'
import { createInternalContext } from '../events/internalContext.ts'
import type { LogCollection } from '../events/log/logCollection.ts'
import { startLogCollection } from '../events/log/logCollection.ts'
import { startLongTaskCollection } from '../events/longTask/longTaskCollection.ts'
import { createRateLimit } from '../events/rateLimit.ts'
import type { AssembledEvent, RawEvent } from '../events/rawEvent.ts'
import { startResourceCollection } from '../events/resource/resourceCollection.ts'
import { createScrubber } from '../events/scrub.ts'
import type { Verdict } from '../events/sessionGate.ts'
import { createSessionGate } from '../events/sessionGate.ts'
import { createTracer } from '../events/tracing/tracer.ts'
import type { ViewCollection } from '../events/view/viewCollection.ts'
import { startViewCollection } from '../events/view/viewCollection.ts'
import type { ReportedSession } from '../session/reportedHistory.ts'
import type { SessionManager } from '../session/sessionManager.ts'
import { createBatch } from '../transport/batch.ts'
import type { Bridge } from '../transport/bridge.ts'
import { isOwnUrl } from '../transport/intakeUrl.ts'
import type { EncodableEvent } from '../transport/lineEncoder.ts'
import { toLine } from '../transport/lineEncoder.ts'
import { createOutbox } from '../transport/outbox.ts'
import { createOutboxMirror } from '../transport/outboxMirror.ts'
import { createSender } from '../transport/sender.ts'
import type { Transport } from '../transport/transport.ts'
import { startTransport } from '../transport/transport.ts'
import type { Options } from './options.ts'
import { SDK_VERSION } from './version.ts'

const BATCH_LIMITS = { bytes: 24_576, count: 50 }

export interface CollectionDeps {
  readonly options: Options
  readonly clock: Clock
  readonly session: SessionManager
  readonly judge: (session: ReportedSession) => Verdict
  /** `true`: the session is collected without waiting for an error. */
  readonly isOutright: (session: ReportedSession) => boolean
  /** `true`: traces of the current session are sampled. */
  readonly isTraced: () => boolean
  /** Where collection begins in the middle of a page. */
  readonly resumedAt: Timestamp | undefined
  readonly globalContext: ContextStore
  readonly user: ContextStore
}

export interface Collection {
  readonly addAction: ActionCollection['addAction']
  readonly addError: ErrorCollection['addError']
  readonly addLog: LogCollection['addLog']
  readonly addEarlyError: ErrorCollection['collect']
  readonly views: ViewCollection
  readonly addFeatureFlag: FeatureFlags['add']
  getContext(at: Timestamp): InternalContext
  readonly stop: Stop
  /** Stops, sends nothing more, and deletes what waits to be sent. */
  erase(): void
}

/**
 * Joins what runs while a session is collected: collections → raw events → assembly (contexts by the event's
 * own time) → encoder → batch → intake.
 */
export function startCollection(deps: CollectionDeps): Collection {
  const { options, clock, session, judge, isOutright, resumedAt } = deps
  const isOwn = (url: string) => isOwnUrl(url, options.intakeUrl)
  const isIntakeUrl = (url: string) =>
    isOwn(url) || Boolean(ask('isIntakeUrl', options.isIntakeUrl, url))
  const rawEvents = createObservable<RawEvent>(isAsking)
  const requests = createObservable<PageRequest>()
  let errorAt: Timestamp | undefined

  const stopActivity = followActivity(rawEvents, session)
  // Before the views and the transport: a click that the page is left with is reported before both.
  const page = { ...options, rawEvents, requests, clock }
  const actions = startActionCollection(page)
  const views = startViewCollection({ ...page, resumedAt, onRouteChange: session.activity })
  // After the views: both listen for the page's exit, and a view's last word comes before the last flush.
  const transport = startSending(options, isOwn)
  const stopSessionChanges = session.changes.subscribe(({ at, isCorrection }) => {
    if (!isCorrection) {
      views.renew(at) // no view spans two ids
    }
  })
  const featureFlags = createFeatureFlags(views.provide)
  const stopUpdates = session.updates.subscribe(views.report)
  const assembly = startAssembly({
    rawEvents,
    createEventId: createEventIds(),
    whenReady: views.whenBegun,
    providers: [
      // The browser's buffer of entries also has what was reported before collection stopped.
      (startedAt) => (resumedAt && startedAt < resumedAt ? 'discard' : undefined),
      createEnvironmentProvider({ ...options, sdkName: SDK_NAME, sdkVersion: SDK_VERSION }),
      createGlobalContextProvider(deps.globalContext),
      createUserProvider(deps.user),
      views.provide,
      featureFlags.provide,
      actions.provide,
    ],
  })
  const gate = createSessionGate<ReportedSession>({
    session,
    now: clock.now,
    judge,
    toFields: (reported, measurement) => ({
      session_sample_rate: options.sessionSampleRate,
      session_on_error_sample_rate: options.sessionOnErrorSampleRate || undefined,
      ...(measurement === 'view' && {
        sampled_for_error_session: !isOutright(reported) || undefined,
        session_error_timestamp: errorAt && Math.round(errorAt),
        sdk_failure_count: countFailures() || undefined,
        ...session.takeUpdate(reported),
      }),
    }),
  })
  const scrub = createScrubber(options)
  const passesRate = createRateLimit(clock.now)
  const stopGate = assembly.assembled.subscribe((assembled) => {
    // The limit first: what `beforeSend` leaves to a promise or a timer may cause an event for each call, without end.
    const event = passesRate(assembled) && askBeforeSend(scrub(assembled), options)
    if (event) {
      if (isCounted(event)) {
        errorAt ??= event.time
        session.error(
          event.tags['error_handling'] === 'unhandled' ? options.unhandledStatus : undefined,
        )
      }
      views.count(event)
      gate.push({ ...event, source: undefined }) // it may wait for long, and elements with it
    }
  })
  const stopOutput = gate.passed.subscribe((event) => deliver(event, options.bridge, transport))

  const errors = startErrorCollection({ ...options, rawEvents, clock, isIntakeUrl: isOwn })
  const logs = startLogCollection({ ...options, rawEvents, clock })
  const stop = stopAll(
    transport.stop,
    stopOutput,
    gate.stop,
    stopGate,
    assembly.stop,
    stopActivity,
    stopSessionChanges,
    stopUpdates,
    views.stop,
    startResourceCollection({ rawEvents, requests, clock, isIntakeUrl }),
    trackRequests(
      (request) => isIntakeUrl(request.name) || requests.notify(request),
      createTracer({ ...options, isIntakeUrl, isTraced: deps.isTraced }),
    ),
    startLongTaskCollection({ rawEvents, clock }),
    errors.stop,
    logs.stop,
    actions.stop,
  )
  return {
    addAction: actions.addAction,
    addError: errors.addError,
    addLog: logs.addLog,
    addEarlyError: errors.collect,
    views,
    addFeatureFlag: featureFlags.add,
    getContext: createInternalContext(options.applicationId, session.find, [
      views.provide,
      actions.provide,
    ]),
    stop,
    erase() {
      // In this order: the end of the view is reported, and what waits is flushed, by `stop`.
      stopOutput()
      transport.erase()
      stop()
    },
  }
}

/** Events go to the app around the page, if it takes them; logs, and all else, to the intake. */
function deliver(event: EncodableEvent, bridge: Bridge | undefined, transport: Transport): void {
  const { measurement, tags, fields } = event
  const line = toLine(event)
  if (line && (measurement === 'log' || !bridge?.(line))) {
    // Each update of a session's health has a line of its own.
    const isView = measurement === 'view'
    transport.add(line, isView ? `${tags['view_id']}${fields['session_seq'] ?? ''}` : undefined)
  }
}

/** An error or an action is activity, and comes first: it may have to start the session it belongs to. */
function followActivity(rawEvents: Observable<RawEvent>, session: SessionManager): Stop {
  return rawEvents.subscribe(({ measurement, startedAt }) => {
    if (measurement === 'error' || measurement === 'action') {
      session.activity(startedAt)
    }
  })
}

/** Thrown and added errors count for their session. Console messages and elements that failed to load do not. */
function isCounted({ measurement, tags }: AssembledEvent): boolean {
  return measurement === 'error' && /^(source|custom)$/.test(tags['error_source'] ?? '')
}

function startSending(options: Options, isIntakeUrl: (url: string) => boolean): Transport {
  const outbox = createOutbox({
    batch: createBatch(BATCH_LIMITS),
    maxBytes: options.outboxMaxBytes,
    maxAge: options.outboxMaxAge * SECOND,
  })
  return startTransport({
    outbox,
    mirror: createOutboxMirror(outbox, options.outboxStorage),
    sender: createSender(options.intakeUrl, options.sendContentTypeByJson),
    isIntakeUrl,
  })
}
