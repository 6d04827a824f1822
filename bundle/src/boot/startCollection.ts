import { SDK_NAME } from '../../../protocol/measurements.ts'
import type { Clock } from '../core/clock.ts'
import { createObservable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import type { ActionCollection } from '../events/action/actionCollection.ts'
import { startActionCollection } from '../events/action/actionCollection.ts'
import { startAssembly } from '../events/assembly.ts'
import type { CallMoment } from '../events/callMoment.ts'
import type { ContextStore } from '../events/contexts.ts'
import { createGlobalContextProvider, createUserProvider } from '../events/contexts.ts'
import { createEnvironmentProvider } from '../events/environment.ts'
import type { ErrorCollection } from '../events/error/errorCollection.ts'
import { startErrorCollection } from '../events/error/errorCollection.ts'
import { createEventIds } from '../events/eventIds.ts'
import { startLongTaskCollection } from '../events/longTask/longTaskCollection.ts'
import type { RawEvent } from '../events/rawEvent.ts'
import { startResourceCollection } from '../events/resource/resourceCollection.ts'
import { createSessionProvider } from '../events/sessionProvider.ts'
import { startViewCollection } from '../events/view/viewCollection.ts'
import type { SessionManager } from '../session/sessionManager.ts'
import type { ReportedSession } from '../session/sessionState.ts'
import { createBatch } from '../transport/batch.ts'
import { toLine } from '../transport/lineEncoder.ts'
import { createSender } from '../transport/sender.ts'
import { startTransport } from '../transport/transport.ts'
import type { Options } from './options.ts'
import { SDK_VERSION } from './version.ts'

const BATCH_LIMITS = { bytes: 24_576, count: 50 }

export interface CollectionDeps {
  readonly options: Options
  readonly clock: Clock
  readonly session: SessionManager
  readonly isCollected: (session: ReportedSession) => boolean
  /** Where collection begins in the middle of a page. */
  readonly resumedAt: Timestamp | undefined
  readonly globalContext: ContextStore
  readonly user: ContextStore
}

export interface Collection {
  readonly addAction: ActionCollection['addAction']
  readonly addError: ErrorCollection['addError']
  readonly addEarlyError: ErrorCollection['collect']
  startView(moment: CallMoment, name?: string): void
  readonly stop: Stop
}

/**
 * Joins what runs while a session is collected: collections → raw events → assembly (contexts by the event's
 * own time) → encoder → batch → intake.
 */
export function startCollection(deps: CollectionDeps): Collection {
  const { options, clock, session, isCollected, resumedAt } = deps
  const isIntakeUrl = (url: string) => url.startsWith(options.intakeUrl)
  const rawEvents = createObservable<RawEvent>()

  // An error or an action is activity, and comes first: it may have to start the session it belongs to.
  const stopActivity = rawEvents.subscribe(({ measurement, startedAt }) => {
    if (measurement === 'error' || measurement === 'action') {
      session.activity(startedAt)
    }
  })
  const views = startViewCollection({ rawEvents, clock, resumedAt })
  // After the views: both listen for the page's exit, and a view's last word comes before the last flush.
  const transport = startTransport({
    batch: createBatch(BATCH_LIMITS),
    sender: createSender(options.intakeUrl),
  })
  const stopSessionChanges = session.changes.subscribe(({ at, isCorrection }) => {
    if (!isCorrection) {
      views.startView(at) // no view spans two ids
    }
  })
  const assembly = startAssembly({
    rawEvents,
    createEventId: createEventIds(),
    providers: [
      createEnvironmentProvider({ ...options, sdkName: SDK_NAME, sdkVersion: SDK_VERSION }),
      createSessionProvider({
        find: session.find,
        isCollected,
        sampleRate: options.sessionSampleRate,
      }),
      views.provide,
      createGlobalContextProvider(deps.globalContext),
      createUserProvider(deps.user),
    ],
  })
  const stopOutput = assembly.assembled.subscribe((event) => {
    views.count(event)
    const line = toLine(event)
    if (line) {
      transport.add(line, event.measurement === 'view' ? event.tags['view_id'] : undefined)
    }
  })

  const errors = startErrorCollection({ rawEvents, clock })
  const actions = startActionCollection({ rawEvents, clock, ...options })
  return {
    addAction: actions.addAction,
    addError: errors.addError,
    addEarlyError: errors.collect,
    startView: ({ at, url }, name) => views.startView(at, name, url),
    stop: stopAll(
      transport.stop,
      stopOutput,
      assembly.stop,
      stopActivity,
      stopSessionChanges,
      views.stop,
      startResourceCollection({ rawEvents, clock, isIntakeUrl }),
      startLongTaskCollection({ rawEvents, clock }),
      errors.stop,
      actions.stop,
    ),
  }
}
