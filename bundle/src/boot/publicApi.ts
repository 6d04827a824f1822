import { listen } from '../browser/listen.ts'
import type { Clock } from '../core/clock.ts'
import { guard } from '../core/guard.ts'
import { createHold } from '../core/hold.ts'
import { toJson } from '../core/json.ts'
import { report } from '../core/report.ts'
import type { Timestamp } from '../core/time.ts'
import type { CallMoment } from '../events/callMoment.ts'
import type { AddedToError } from '../events/error/errorCollection.ts'
import type { LogArguments } from '../events/log/logCollection.ts'
import { createContextMethods } from './contextMethods.ts'
import { isolate } from './isolate.ts'
import type { OldName } from './oldNames.ts'
import { createOldNames } from './oldNames.ts'
import type { Options } from './options.ts'
import { toOptions } from './options.ts'
import type { DatafluxRum, RumInitConfiguration, TrackingConsent } from './publicTypes.ts'
import { createSessionMethods } from './sessionMethods.ts'
import { browserSessionIntegration } from './sessionOptions.ts'
import type { Collection } from './startCollection.ts'
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

/** Makes a method as `WhenStarted` does, of what runs only while the session is collected. */
export type WhenCollecting = <Args extends unknown[], Result>(
  run: (collection: Collection, moment: CallMoment, ...args: Args) => Result,
) => (...args: Args) => Result | undefined

/** @see https://wicg.github.io/nav-speculation/prerendering.html (not in TypeScript's DOM library) */
function isPrerendering(): boolean {
  return Boolean((document as { prerendering?: boolean }).prerendering)
}

/** Empty on a server: what is called there waits for an `init` that does nothing. */
function pageUrl(): string {
  return globalThis.location?.href ?? ''
}

/** The object that pages talk to. Before `init` calls wait; from then on they go to the running engines. */
export function createPublicApi(clock: Clock): PublicApi {
  const contexts = createStoredContexts()
  const { user, globalContext } = contexts
  /** Calls before `init`, at most as many as the loader keeps. */
  const pending = createHold(false)
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
        pending.run(contexts.bind(guard(() => run(rum as Rum, moment, ...args))))
      }
      return undefined // nothing is kept without consent
    })

  function init(given: RumInitConfiguration): void {
    if (options) {
      // The same again is what React's StrictMode does.
      if (toJson(given) !== toJson(configuration)) {
        report('warn', 'init was called before with other options. This call is ignored.')
      }
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
      rum.followUser()
      return
    }
    const isRefused = !isGranted && consent !== 'pending'
    if (rum || isRefused) {
      rum?.erase()
      rum = undefined
      contexts.erase(options)
      // The stored data of this visit and of earlier ones.
      options.sessionStorage.erase()
      options.outboxStorage.erase()
    }
    if (!isRefused) {
      rum = startRum({ options, clock, globalContext, user, isGranted, isResumed: isLate })
      pending.open()
    }
    // Calls before a consent that is given later are not collected afterwards.
    isLate = true
  }

  function replay(moment: CallMoment | undefined, call: () => void): void {
    const outer = replayed
    replayed = moment
    isolate(call)
    replayed = outer
  }

  const whenCollecting: WhenCollecting = (run) =>
    whenStarted(({ collect }, ...args) => collect((collection) => run(collection, ...args)))

  const addError = whenCollecting((collection, moment, error: unknown, more: AddedToError) =>
    collection.addError(moment, error, more),
  )

  const api: Omit<DatafluxRum, OldName> = {
    version: SDK_VERSION,
    // Calls that the callback makes have the time of now, even where the callback was queued earlier.
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
    ...createContextMethods({ user, globalContext, onUser: () => rum?.followUser() }),
    ...createSessionMethods(whenStarted, clock, user),
    addAction: whenCollecting((collection, moment, name: string, context) =>
      collection.addAction(moment, name, context),
    ),
    addLog: whenCollecting((collection, moment, ...log: LogArguments) =>
      collection.addLog(moment, ...log),
    ),
    // A call that the loader queued has lost its stack.
    addError: guard((error, context) =>
      addError(error, { context, stack: replayed ? undefined : new Error().stack }),
    ),
    ...createViewMethods(whenCollecting),
    addFeatureFlagEvaluation: whenCollecting((collection, { at }, key, value) =>
      collection.addFeatureFlag(at, key, value),
    ),
    getInternalContext: whenCollecting((collection, { at }, startTime) =>
      collection.getContext(startTime ? toTimestamp(startTime) : at),
    ),
  }
  return {
    replay,
    addEarlyError: whenCollecting((collection, moment, event: Event) =>
      collection.addEarlyError(moment, event),
    ),
    api: Object.assign(api, createOldNames(api)),
  }
}
