import type { TracedRequest, TraceType, UrlMatch } from '../events/tracing/tracing.ts'
import type { ConsoleMethod } from '../events/trackConsole.ts'
import type { Persistence, Session, SessionContext, SessionStatus } from '../session/session.ts'

export type {
  ConsoleMethod,
  Persistence,
  Session,
  SessionContext,
  SessionStatus,
  TracedRequest,
  TraceType,
  UrlMatch,
}

/** `warn` and `warning` are the same. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'warning' | 'error' | 'critical'

export type TrackingConsent = 'granted' | 'not-granted' | 'pending'

/** Returned by `browserSessionIntegration`. */
export interface BrowserSessionIntegration {
  readonly name: string
  readonly sessionTimeout?: number | undefined
  readonly maxSessionDuration?: number | undefined
}

/** Custom attributes. Values of any kind are accepted; objects travel as JSON. */
export type RumContext = Record<string, unknown>

/** The person in front of the page. Further keys become attributes of every event. */
export interface RumUser extends RumContext {
  id?: string | undefined
  name?: string | undefined
  email?: string | undefined
}

/** An event as `beforeSend` gets it. */
export interface RumEvent {
  /** `view`, `resource`, `error`, `long_task` or `action`. */
  readonly type: string
  /** When it began, in ms since the epoch. */
  readonly date: number
  tags: RumContext
  fields: RumContext
  /** Custom attributes: free to change. */
  context: RumContext
  /**
   * The tags and fields of the event by what they describe, to read and to edit: `view.url` is the tag `view_url`,
   * `error.message` the field `error_message`. Present where the event has one of them.
   */
  readonly view?: RumContext | undefined
  readonly error?: RumContext | undefined
  readonly resource?: RumContext | undefined
  readonly long_task?: RumContext | undefined
  /** `target.name` is the name of the action. */
  readonly action?: (RumContext & { readonly target: RumContext }) | undefined
  /** `id`, `name` and `email` of the user. */
  readonly usr?: RumContext | undefined
}

export interface TracingOption {
  readonly match: UrlMatch
  readonly traceType?: TraceType | undefined
}

/** Properties of a view that the page starts. Its events have the same `service` and `version`. */
export interface ViewOptions {
  name?: string | undefined
  service?: string | undefined
  version?: string | undefined
  context?: RumContext | undefined
}

/** Options of `init`. */
export interface RumInitConfiguration {
  /** The application's id at the collector. */
  applicationId: string
  /**
   * Origin of a DataKit or a dataflux-rum collector, for example `https://rum.example.com`; a value that
   * starts with `/` is a path of the page's own origin. Either this, or `site` and `clientToken`.
   */
  datakitOrigin?: string | undefined
  /** @deprecated The older name of `datakitOrigin`. */
  datakitUrl?: string | undefined
  /** Origin of a public gateway, in place of `datakitOrigin`; needs `clientToken`. */
  site?: string | undefined
  /** Public, write-only token of the application, for an intake that asks for one. */
  clientToken?: string | undefined
  /**
   * Sends events as JSON instead of lines, for a proxy that takes nothing else. The browser then sends a preflight request
   * to an intake on another origin; events that are sent while the page closes may not get its answer in time.
   *
   * @defaultValue false
   */
  sendContentTypeByJson?: boolean | undefined
  env?: string | undefined
  version?: string | undefined
  service?: string | undefined
  /**
   * Share of sessions that are collected, in percent, 0–100.
   *
   * @defaultValue 100
   */
  sessionSampleRate?: number | undefined
  /** @deprecated The older name of `sessionSampleRate`. */
  sampleRate?: number | undefined
  /**
   * Share of the sessions that are not collected by `sessionSampleRate` which are from their first error on, with
   * what happened in the minute before it; in percent, 0–100.
   *
   * @defaultValue 0
   */
  sessionOnErrorSampleRate?: number | undefined
  /**
   * Seconds without activity that end an automatic session.
   *
   * @defaultValue 900
   */
  sessionTimeout?: number | undefined
  /**
   * Seconds that an automatic session lasts at most.
   *
   * @defaultValue 14400
   */
  maxSessionDuration?: number | undefined
  /**
   * Seconds without activity that end a debug session.
   *
   * @defaultValue 900
   */
  debugTimeout?: number | undefined
  /** `browserSessionIntegration(…)` gives the two above in another form; it wins over them. Others are ignored. */
  integrations?: readonly BrowserSessionIntegration[] | undefined
  /**
   * Starts sessions automatically. With `false`, events have a session id only after `startSession`.
   *
   * @defaultValue true
   */
  trackSessionAutomatically?: boolean | undefined
  /**
   * When there may be automatic sessions again after `endSession()`.
   *
   * @defaultValue 'nextPage'
   */
  restartAfterEnd?: 'nextPage' | 'activity' | 'never' | undefined
  /**
   * Ends the session and starts another one when `setUser` gives another user's id.
   *
   * @defaultValue true
   */
  resetOnUserChange?: boolean | undefined
  /**
   * Status in the session's health after an uncaught error.
   *
   * @defaultValue 'crashed'
   */
  unhandledStatus?: 'crashed' | 'unhandled' | undefined
  /**
   * Consent of the user at the start. `pending`: events wait in memory, nothing is stored; `not-granted`: nothing is
   * collected. `setTrackingConsent` changes it later.
   *
   * @defaultValue 'granted'
   */
  trackingConsent?: TrackingConsent | undefined
  /**
   * Where the session is kept: the first place that works, memory after all of them.
   *
   * @defaultValue ['cookie', 'localStorage', 'memory']
   */
  persistence?: readonly Persistence[] | undefined
  /** `false`: without cookies, the session is the page's own. */
  allowFallbackToLocalStorage?: boolean | undefined
  /** One session for all hosts of the site. */
  trackSessionAcrossSubdomains?: boolean | undefined
  /** The session's cookie is for https alone. */
  useSecureSessionCookie?: boolean | undefined
  /** For pages in frames of other sites: a cookie for each embedding site. */
  usePartitionedCrossSiteSessionCookie?: boolean | undefined
  /** @deprecated The older name of `usePartitionedCrossSiteSessionCookie`. */
  useCrossSiteSessionCookie?: boolean | undefined
  /**
   * Collects clicks as actions.
   *
   * @defaultValue false
   */
  trackUserInteractions?: boolean | undefined
  /** @deprecated The older name of `trackUserInteractions`. */
  trackInteractions?: boolean | undefined
  /**
   * Keeps the user and the global context in `localStorage`, so that they survive a reload. Requires consent; its withdrawal deletes them.
   *
   * @defaultValue false
   */
  storeContextsToLocal?: boolean | undefined
  /**
   * Key of the stored contexts. Parts of a site with different keys do not share them.
   *
   * @defaultValue the application's id
   */
  storeContextsKey?: string | undefined
  /**
   * Privacy of the names of clicked elements. `mask` masks every name that no `data-gc-privacy` attribute of the page allows.
   * Typed text is never part of a name.
   *
   * @defaultValue 'mask-user-input'
   */
  defaultPrivacyLevel?: 'allow' | 'mask-user-input' | 'mask' | undefined
  /**
   * Console calls of the page that are reported as logs: those of every method, or of those in the list. The console shows
   * them as before.
   *
   * @defaultValue none
   */
  forwardConsoleLogs?: 'all' | readonly ConsoleMethod[] | undefined
  /**
   * Called with each URL of an event, those in its texts too, already without values of parameters that look like secrets (`token`, `password`, `email`
   * …): gives what is to be sent in its place. If it throws, or gives no string, that is what is sent.
   */
  scrubUrl?: ((url: string) => unknown) | undefined
  /** The same for texts: messages, stacks and causes of errors, logs, names of actions and views, scripts of long tasks. */
  scrubText?: ((text: string) => unknown) | undefined
  /**
   * Called with each event before it is sent. Values of `tags` and `fields` may be replaced by others of the same type, ids
   * excepted; `false` drops the event, unless it is a view. What it drops has no effect on the session's health. If it throws,
   * the event is sent as it was: see `beforeSendErrors`.
   *
   * @param context - what the event was made of: `error`, `performanceEntry`, or `event` and `events` of a click
   */
  beforeSend?: ((event: RumEvent, context: RumContext) => unknown) | undefined
  /**
   * Choice for an event for which `beforeSend` throws. `drop` sends nothing of it, since `beforeSend` may have been about to redact
   * it; this can drop views, too.
   *
   * @defaultValue 'send'
   */
  beforeSendErrors?: 'send' | 'drop' | undefined
  /**
   * Errors that are not collected and do not count for the session: those whose message contains a string, fits a pattern, or is
   * agreed to by a function. Known noise goes here.
   *
   * @defaultValue none
   * @example ['ResizeObserver loop', /^Script error/]
   */
  ignoreErrors?: readonly (string | RegExp | ((message: string) => unknown))[] | undefined
  /**
   * Requests that are neither collected nor traced, besides the SDK's own: called with the absolute URL of each request and
   * resource, it returns `true` for those. If it throws, the request is collected.
   *
   * @defaultValue none
   * @example (url) => url.startsWith('https://audit.example/')
   */
  isIntakeUrl?: ((url: string) => unknown) | undefined
  /**
   * Starts views by `startView` alone: none at the page's load, a route change or a return from the back/forward cache.
   * Events before the first call wait for it, and belong to that view.
   *
   * @defaultValue false
   */
  trackViewsManually?: boolean | undefined
  /** Requests and resources that say nothing of how long a view or a click took: polling, streams. */
  excludedActivityUrls?: readonly UrlMatch[] | undefined
  /** An attribute whose value names an element for its clicks, besides `data-guance-action-name`. */
  actionNameAttribute?: string | undefined
  /**
   * Requests whose trace headers tell a server's tracer which visit they come from: those whose URL begins with a string, fits
   * a pattern, or is agreed to by a function. A string ends its host: `https://api.example` allows neither
   * `https://api.example.org` nor another port. Patterns that begin with `^https://` cannot be fooled either.
   *
   * @example [{ match: 'https://api.example/v1', traceType: 'w3c_traceparent' }, /^https:\/\/\w+\.shop\.example\//]
   */
  allowedTracingUrls?: readonly (UrlMatch | TracingOption)[] | undefined
  /** @deprecated `allowedTracingUrls`, in which patterns and functions are asked for the whole URL; here it is its origin. */
  allowedTracingOrigins?: readonly UrlMatch[] | undefined
  /** @deprecated The same. */
  allowedDDTracingOrigins?: readonly UrlMatch[] | undefined
  /**
   * Share of sessions that are traced, in percent, 0–100. Requests of the other sessions get no trace header.
   *
   * @defaultValue 100
   */
  tracingSampleRate?: number | undefined
  /**
   * In which form.
   *
   * @defaultValue 'ddtrace'
   */
  traceType?: TraceType | undefined
  /**
   * Makes ids of `zipkin`, `zipkin_single_header` and `jaeger` with 128 bits instead of 64.
   *
   * @defaultValue false
   */
  traceId128Bit?: boolean | undefined
  /** Makes the id of each trace, in the form of its type; what is no text, or throws, is replaced by a random one. */
  generateTraceId?: (() => unknown) | undefined
  /** Gives headers to send with a traced request, besides those of the trace or in their place. */
  injectTraceHeader?: ((request: TracedRequest) => unknown) | undefined
  /**
   * How much may wait for an intake that is away, in bytes; the oldest events are dropped first, and counted.
   *
   * @defaultValue 5_000_000
   */
  outboxMaxBytes?: number | undefined
  /**
   * How long an event may wait for it, in seconds, over reloads and closed browsers.
   *
   * @defaultValue 604_800 (seven days)
   */
  outboxMaxAge?: number | undefined
  /** @deprecated There is no session replay: no effect. */
  sessionReplaySampleRate?: number | undefined
  /** @deprecated There is no session replay: no effect. */
  sessionReplayOnErrorSampleRate?: number | undefined
  /** @deprecated There is no session replay: no effect. Names of elements follow `data-gc-privacy` and `scrubText`. */
  shouldMaskNode?: unknown
  /** @deprecated Bodies are compressed where the browser can: no effect. */
  compressIntakeRequests?: boolean | undefined
  /** @deprecated There is no worker: no effect. */
  workerUrl?: string | undefined
  /** @deprecated No effect: `outboxMaxBytes` and `outboxMaxAge` limit what waits for the intake. */
  retryMaxSize?: number | undefined
  /** @deprecated No effect: a request is a resource with its status. Report other faults by `addError`. */
  isServerError?: unknown
  /** @deprecated No effect: all options are those of `init`. */
  remoteConfiguration?: boolean | undefined
  /** @deprecated No effect: a second `init` with the same options is always silent. */
  silentMultipleInit?: boolean | undefined
  /** @deprecated The SDK sends no telemetry: no effect. */
  telemetrySampleRate?: number | undefined
  /** @deprecated The SDK sends no telemetry: no effect. */
  telemetryEnabled?: boolean | undefined
  /** @deprecated Long animation frames are always collected where the browser reports them: no effect. */
  enableLongAnimationFrame?: boolean | undefined
}

/** Returned by `getInternalContext`. */
export interface InternalContext {
  readonly application: { readonly id: string }
  readonly session: { readonly id: string | number | undefined }
  /** The click that the page is busy with. */
  readonly userAction: { readonly id: string } | undefined
  /** `id`, `name`, `url`, `referrer`, `host`, `path`, `pathGroup`, `urlQuery`. */
  readonly view: RumContext
}

/** A debug session as `getDebugSession()` gives it. */
export interface DebugSession {
  id: string
  /** ms since the epoch. */
  created: number
  /** `created` in local time, `YYYY-MM-DD HH:mm:ss.SSS`. */
  format_created: string
}

/**
 * The SDK. No call ever throws into the page: bad input gets one console message that says what to do.
 * Calls before `init` wait for it, and keep their own time.
 */
export interface DatafluxRum {
  /** The SDK's version. */
  readonly version: string

  /** Runs `callback` at once: the SDK is there. (The loader's `onReady` keeps it until the SDK is.) */
  onReady(callback: () => void): void

  /**
   * Starts collection; the session and its id exist when this returns. A second call with other options is ignored
   * with one warning. Without a usable application and origin, one console error says what to give, and nothing is
   * collected; any other option that cannot be used has no effect, with one warning.
   *
   * @example
   * DATAFLUX_RUM.init({
   *   applicationId: 'shop',
   *   datakitOrigin: 'https://rum.example.com',
   *   trackUserInteractions: true,
   * })
   */
  init(configuration: RumInitConfiguration): void

  /** A copy of the options that `init` was given, or `undefined` before it. */
  getInitConfiguration(): RumInitConfiguration | undefined

  /** Stamps all later events with this user. Anything but an object is refused with one warning. */
  setUser(user: RumUser): void
  getUser(): RumUser
  setUserProperty(key: string, value: unknown): void
  removeUserProperty(key: string): void
  /** Forgets the user; the session goes on. */
  clearUser(): void
  /** @deprecated `clearUser` */
  removeUser(): void

  /** Replaces the attributes that every event carries. */
  setGlobalContext(context: RumContext): void
  getGlobalContext(): RumContext
  setGlobalContextProperty(key: string, value: unknown): void
  removeGlobalContextProperty(key: string): void
  clearGlobalContext(): void
  /** @deprecated `setGlobalContext` */
  setRumGlobalContext(context: RumContext): void
  /** @deprecated `getGlobalContext` */
  getRumGlobalContext(): RumContext
  /** @deprecated `setGlobalContextProperty` */
  addRumGlobalContext(key: string, value: unknown): void
  /** @deprecated `removeGlobalContextProperty` */
  removeRumGlobalContext(key: string): void

  /** @deprecated There is no session replay: does nothing. */
  startSessionReplayRecording(): void
  /** @deprecated There is no session replay: does nothing. */
  stopSessionReplayRecording(): void

  /** Reports an action of the page's own. */
  addAction(name: string, context?: RumContext): void
  /** Reports a handled error; anything may be given, an `Error` says most. */
  addError(error: unknown, context?: RumContext): void
  /** Ends the current view and starts another. @param view - its name, or what else is to be said of it */
  startView(view?: string | ViewOptions): void
  /** Names the current view anew. What was sent before keeps the name it had. */
  setViewName(name: string): void
  /** Replaces the attributes that the current view carries, with every event in it from now on. */
  setViewContext(context: RumContext): void
  setViewContextProperty(key: string, value: unknown): void
  /** A copy; empty before `init`. */
  getViewContext(): RumContext
  /**
   * Marks a moment of the current view. A second call with the same name replaces the first. Characters other than letters,
   * digits and `-_.@$` become `_`.
   *
   * @param time - ms since the view began, or since the epoch
   * @defaultValue the moment of the call
   */
  addTiming(name: string, time?: number): void
  /**
   * Reports a log of the session and view of now, to the logs of the same intake. `beforeSend` and the scrubbers see it.
   *
   * @param message - of any kind; of an error its type, stack and causes are sent as well
   * @param level - `info` where it is left out
   * @param context - attributes of the log
   * @example DATAFLUX_RUM.addLog('Payment retried', 'warn', { attempt: 2 })
   */
  addLog(message: unknown, level?: LogLevel, context?: RumContext): void
  /** Says which value of a feature flag the user has; views and errors have all of their view's as `feature_flags`. */
  addFeatureFlagEvaluation(key: string, value: unknown): void
  /**
   * Returns the ids that another tool adds to an event of its own, so that the event is found beside ours. `undefined` where
   * nothing is collected.
   *
   * @param startTime - time of the event, from `performance.now()` or `Date.now()`; the current time by default
   */
  getInternalContext(startTime?: number): InternalContext | undefined

  /**
   * Replaces the session id in reported data by `id` for 15 minutes of use; a second call with the same id
   * extends it. Collects whatever the sample rate.
   *
   * @param id - 1 to 128 printable characters; made where it is left out
   * @returns the session, or `undefined` (after one warning) if the id cannot be one
   */
  addDebugSession(id?: string | number | bigint): DebugSession | undefined
  /** The debug session that is active, if there is one. Never extends it. */
  getDebugSession(): DebugSession | undefined
  /** Ends the debug session; the session beneath it shows again. */
  clearDebugSession(): void

  /**
   * Starts a manual session, which lasts over reloads until `endSession()`.
   *
   * @param session - its id, a number of at least 10 digits; or a context, which may have one as `id`
   * @returns the health record of the session: a live object
   */
  startSession(session?: number | bigint | SessionContext): Session
  /** Ends the manual or automatic session: events carry no session id until the next page. */
  endSession(): void
  /** Sends the session's health as it is now. @param end - `true` ends the session, too */
  captureSession(end?: boolean): void
  /** The health record of the session, if there is one: a live object. */
  getSession(): Session | undefined
  /** Ends the session; the next activity starts a new one. */
  stopSession(): void
  /** For logout: forgets the user, and starts a new session of the kind that there was. */
  reset(): void
  /** The reported session's id as it was given, or `null`. Never extends it. */
  getSessionId(): string | number | null
  /** Settings of the session for `integrations`. */
  browserSessionIntegration(
    options?: Omit<BrowserSessionIntegration, 'name'>,
  ): BrowserSessionIntegration

  /** `granted` starts collection, or sends what waited; anything else ends it and deletes all that was stored. */
  setTrackingConsent(consent: TrackingConsent): void
}
