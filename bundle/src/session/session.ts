/** How a session went, in the terms of Sentry's session health. All but the first are final. */
export type SessionStatus = 'ok' | 'exited' | 'crashed' | 'unhandled' | 'abnormal'

/** A session's health, in the shape of Sentry's `Session`. */
export interface Session {
  /** 32 hex digits. */
  readonly sid: string
  /** The first user id or email that was known. */
  did?: string | undefined
  /** Nothing of it was reported yet. */
  init: boolean
  /** When it last changed, in seconds since the epoch. */
  timestamp: number
  /** Seconds since the epoch. */
  readonly started: number
  /** Seconds, monotonic. */
  readonly duration: number
  /** Seconds of it in which this page was in view. */
  readonly activeDuration: number
  status: SessionStatus
  release?: string | undefined
  environment?: string | undefined
  userAgent?: string | undefined
  /** Only if it was given: a browser does not know it. */
  ipAddress?: string | undefined
  user?: Record<string, unknown> | undefined
  /** Uncaught and added errors. */
  errors: number
  attrs: Record<string, unknown>
}

/** Properties of a session that the page starts. */
export type SessionContext = Partial<Omit<Session, 'sid'>> & {
  /** The session's id, a number of at least 10 digits. */
  readonly id?: number | bigint | string | undefined
  /** Fields of the session's events. */
  readonly tags?: Record<string, unknown> | undefined
}

/** Where a session may be kept. */
export type Persistence = 'cookie' | 'localStorage' | 'memory'
