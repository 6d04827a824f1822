/** Custom attributes. Values of any kind are accepted; objects travel as JSON. */
export type RumContext = Record<string, unknown>

/** The person in front of the page. Further keys become attributes of every event. */
export interface RumUser extends RumContext {
  id?: string | undefined
  name?: string | undefined
  email?: string | undefined
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
  /** Origin of a public gateway; needs `clientToken`. */
  site?: string | undefined
  /** The gateway's public, write-only token. */
  clientToken?: string | undefined
  env?: string | undefined
  version?: string | undefined
  service?: string | undefined
  /**
   * Share of sessions that are collected, in percent, 0–100.
   *
   * @defaultValue 100
   */
  sessionSampleRate?: number | undefined
  /**
   * Whether clicks are collected.
   *
   * @defaultValue false
   */
  trackUserInteractions?: boolean | undefined
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
   * Starts collection; the session and its id exist when this returns. A second call is ignored with one
   * warning. Bad options are named in one console error, and nothing is collected.
   *
   * @example DATAFLUX_RUM.init({ applicationId: 'shop', datakitOrigin: 'https://rum.example.com' })
   */
  init(configuration: RumInitConfiguration): void

  /** A copy of the options that `init` was given, or `undefined` before it. */
  getInitConfiguration(): RumInitConfiguration | undefined

  /** Stamps all later events with this user. Anything but an object is refused with one warning. */
  setUser(user: RumUser): void
  getUser(): RumUser
  /** Forgets the user; the session goes on. */
  clearUser(): void

  /** Replaces the attributes that every event carries. */
  setGlobalContext(context: RumContext): void
  getGlobalContext(): RumContext
  setGlobalContextProperty(key: string, value: unknown): void
  removeGlobalContextProperty(key: string): void
  clearGlobalContext(): void

  /** Reports an action of the page's own. */
  addAction(name: string, context?: RumContext): void
  /** Reports a handled error; anything may be given, an `Error` says most. */
  addError(error: unknown, context?: RumContext): void
  /** Ends the current view and starts another. */
  startView(name?: string): void

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
   * @param session - a number of at least 10 digits, or an object whose `id` is one; made where it is left out
   */
  startSession(session?: number | bigint | RumContext): void
  /** Ends the manual or automatic session: events carry no session id until the next page. */
  endSession(): void
  /** Ends the session; the next activity starts a new one. */
  stopSession(): void
  /** The reported session's id as it was given, or `null`. Never extends it. */
  getSessionId(): string | number | null
}
