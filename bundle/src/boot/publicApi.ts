import { listen } from '../browser/listen.ts'
import type { Clock } from '../core/clock.ts'
import { guard } from '../core/guard.ts'
import { report } from '../core/report.ts'
import type { Timestamp } from '../core/time.ts'
import type { CallMoment } from '../events/callMoment.ts'
import type { AddedToError } from '../events/error/errorCollection.ts'
import { createContextMethods } from './contextMethods.ts'
import { isolate } from './isolate.ts'
import type { OldName } from './oldNames.ts'
import { createOldNames } from './oldNames.ts'
import type { Options } from './options.ts'
import { toOptions } from './options.ts'
import { createPendingCalls } from './pendingCalls.ts'
import type { DatafluxRum, RumInitConfiguration, TrackingConsent } from './publicTypes.ts'
import { createSessionMethods } from './sessionMethods.ts'
import { browserSessionIntegration } from './sessionOptions.ts'
import type { Rum } from './startRum.ts'
import { startRum } from './startRum.ts'
import { createStoredContexts } from './storedContexts.ts'
import { SDK_VERSION } from './version.ts'
import { createViewMethods } from './viewMethods.ts'

export interface PublicApi {
  readonly api: DatafluxRum
  /** Runs what the loader had queued as if it were called when and where it was. */
  replay(moment: CallMoment, call: () => void): void
  /** An error that the loader caught. */
  addEarlyError(event: Event): void
}

/** Makes a method that runs at once if the engines do, else after `init` with the moment of its call. */
export type WhenStarted = <Args extends unknown[], Result>(
  run: (rum: Rum, moment: CallMoment, ...args: Args) => Result,
) => (...args: Args) => Result | undefined

/** @see https://wicg.github.io/nav-speculation/prerendering.html (not in TypeScript's DOM library) */
function isPrerendering(): boolean {
  return Boolean((document as { prerendering?: boolean }).prerendering)
}

/** Empty on a server: what is called there waits for an `init` that does nothing. */
function pageUrl(): string {
  return typeof location === 'undefined' ? '' : location.href
}

/** The object that pages talk to. Before `init` calls wait; from then on they go to the running engines. */
export function createPublicApi(clock: Clock): PublicApi {
  const contexts = createStoredContexts()
  const { user, globalContext } = contexts
  const pending = createPendingCalls([user, globalContext])
  let configuration: RumInitConfiguration | undefined
  let consent: TrackingConsent | undefined
  let options: Options | undefined
  let isLate = false
  let rum: Rum | undefined
  let replayed: CallMoment | undefined

  const whenStarted: WhenStarted = (run) =>
    guard((...args) => {
      if (rum) {
        return run(rum, replayed ?? { at: clock.now() }, ...args)
      }
      const moment = replayed ?? { at: clock.now(), url: pageUrl() }
      if (!options || isPrerendering()) {
        pending.add((started) => run(started, moment, ...args))
      }
      return undefined // without consent, nothing is kept
    })

  function init(given: RumInitConfiguration): void {
    if (options) {
      report('warn', 'init was called before. This call is ignored.')
      return
    }
    options = toOptions(given)
    if (options) {
      configuration = { ...given }
      consent ??= given.trackingConsent ?? 'granted'
      if (isPrerendering()) {
        // Nobody sees the page yet, and perhaps nobody ever will.
        listen(document, ['prerenderingchange'], followConsent, { once: true })
      } else {
        followConsent()
      }
    }
  }

  /** A date, or as `performance.now()` has it: no page is three years old. */
  function toTimestamp(time: number): Timestamp {
    return time > 1e11 ? (time as Timestamp) : clock.at(time)
  }

  function followConsent(): void {
    if (!options || isPrerendering()) {
      return
    }
    const isGranted = consent === 'granted'
    if (isGranted) {
      contexts.keep(options)
    }
    if (rum && isGranted) {
      rum.session.grant()
      rum.session.followUser()
      return
    }
    const isRefused = !isGranted && consent !== 'pending'
    if (rum || isRefused) {
      rum?.erase()
      rum = undefined
      contexts.erase(options)
      // Of this visit, and of earlier ones.
      options.sessionStorage.erase()
      options.outboxStorage.erase()
    }
    if (!isRefused) {
      rum = startRum({ options, clock, globalContext, user, isGranted, isResumed: isLate })
      pending.run(rum)
    }
    // What comes before a consent that is given later is not collected afterwards.
    isLate = true
  }

  function replay(moment: CallMoment | undefined, call: () => void): void {
    const outer = replayed
    replayed = moment
    isolate(call)
    replayed = outer
  }

  const addError = whenStarted(({ collect }, moment, error: unknown, more: AddedToError) =>
    collect((collection) => collection.addError(moment, error, more)),
  )

  const api: Omit<DatafluxRum, OldName> = {
    version: SDK_VERSION,
    // What the callback calls, it calls now, whenever it was given.
    onReady: (callback) => replay(undefined, callback),
    init: guard(init),
    getInitConfiguration: () => configuration && { ...configuration },
    setTrackingConsent: guard((given) => {
      if (given !== consent) {
        consent = given
        followConsent()
      }
    }),
    browserSessionIntegration: guard(
      browserSessionIntegration,
    ) as DatafluxRum['browserSessionIntegration'],
    ...createContextMethods({ user, globalContext, onUser: () => rum?.session.followUser() }),
    ...createSessionMethods(whenStarted, clock, user),
    addAction: whenStarted(({ collect }, moment, name: string, context) =>
      collect((collection) => collection.addAction(moment, name, context)),
    ),
    // Of a call that the loader kept, nobody knows from where it came.
    addError: guard((error, context) =>
      addError(error, { context, stack: replayed ? undefined : new Error().stack }),
    ),
    ...createViewMethods(whenStarted),
    addFeatureFlagEvaluation: whenStarted(({ collect }, { at }, key, value) =>
      collect((collection) => collection.addFeatureFlag(at, String(key), value)),
    ),
    getInternalContext: whenStarted(({ collect }, { at }, startTime) =>
      collect((collection) => collection.getContext(startTime ? toTimestamp(startTime) : at)),
    ),
  }
  return {
    replay,
    addEarlyError: whenStarted(({ collect }, moment, event: Event) =>
      collect((collection) => collection.addEarlyError(moment, event)),
    ),
    api: Object.assign(api, createOldNames(api)),
  }
}
