import type { FieldsOf } from '../../../protocol/measurements.ts'
import type { Clock } from '../core/clock.ts'
import { toJson } from '../core/json.ts'
import { SECOND, toNanoseconds } from '../core/time.ts'
import { toHash } from './sampling.ts'
import type { Session, SessionContext } from './session.ts'
import type { BaseSession, ClosedSession, StoredContext } from './sessionState.ts'
import type { TabRecord } from './tabSession.ts'
import { needsClaim } from './tabSession.ts'

/** The live `Session` object of a health record. */
export interface SessionRecord {
  readonly session: Session
  readonly id: BaseSession['id']
  /** What `startSession` was given for the events of the session. */
  readonly context: StoredContext | undefined
  /** Binds it to the page. Before `init` there is none. */
  attach(page: RecordPage): void
  /** Takes over what the tabs share. A final status stays. */
  follow(record: TabRecord): void
  /** Returns the fields of an update. */
  toUpdate(): FieldsOf<'view'>
}

export interface RecordPage {
  /** Milliseconds in which the page has been visible. */
  readonly visibleTime: () => number
  /** Properties of the application. A session's own context wins over them. */
  readonly defaults: Pick<Session, 'release' | 'environment' | 'userAgent'>
  readonly getUser: () => Record<string, unknown>
}

// A final status outranks the updates of a tab that has not heard of it: the highest `session_seq` wins.
const FINAL = 1e13

/** Identifies a user: by id, else by email. Empty: unknown. */
function toUserKey(user: Record<string, unknown> = {}): string {
  return String(user['id'] || user['email'] || '')
}

/** Returns the form in which the tabs compare users. Empty: unknown. */
export function toUserHash(user: Record<string, unknown> | undefined): string {
  const key = toUserKey(user)
  return key && toHash(key).toString(36)
}

export function createSessionRecord(
  { id, sid, started }: Pick<BaseSession, 'id' | 'sid' | 'started'>,
  clock: Clock,
  { id: _, tags, ...given }: SessionContext = {},
): SessionRecord {
  const openedAt = clock.now() - Math.max(0, clock.wall() - started)
  let page: RecordPage | undefined
  let visibleBefore = 0
  let seq = 0
  let ended: readonly [duration: number, activeDuration: number] | undefined
  const measure = () =>
    ended ??
    ([
      (clock.now() - openedAt) / SECOND,
      ((page?.visibleTime() ?? 0) - visibleBefore) / SECOND,
    ] as const)
  const session: Session = {
    ...given,
    sid,
    init: true,
    timestamp: clock.wall() / SECOND,
    started: started / SECOND,
    get duration() {
      return measure()[0]
    },
    get activeDuration() {
      return measure()[1]
    },
    status: 'ok',
    errors: 0,
    get attrs() {
      return {
        release: session.release,
        environment: session.environment,
        user_agent: session.userAgent,
        ip_address: session.ipAddress,
      }
    },
  }
  function followStatus({ status, errors, ended: endedAt }: ClosedSession): void {
    if (session.status !== status || session.errors !== errors) {
      Object.assign(session, { status, errors, timestamp: clock.wall() / SECOND })
      if (status !== 'ok') {
        const [duration, activeDuration] = measure()
        ended = [endedAt ? (endedAt - started) / SECOND : duration, activeDuration]
      }
    }
  }

  function followPage({ defaults, getUser }: RecordPage, { userHash }: BaseSession): void {
    const { context: own } = record
    session.release = own?.release ?? defaults.release
    session.environment = own?.environment ?? defaults.environment
    session.userAgent ??= defaults.userAgent
    const user = getUser()
    session.user = toUserHash(user) === userHash ? user : own?.user
    // Sticky, and the session's own: a tab that still has an earlier user does not know this one.
    if (userHash && toUserHash(session.user) === userHash) {
      session.did ??= toUserKey(session.user)
    }
  }

  const context = { user: given.user, release: given.release, environment: given.environment, tags }
  const record: { -readonly [Name in keyof SessionRecord]: SessionRecord[Name] } = {
    session,
    id,
    context: toJson(context) === '{}' ? undefined : context,
    attach(of) {
      page = of
      visibleBefore = page.visibleTime()
    },
    follow(tabRecord) {
      const { base } = tabRecord
      session.init = tabRecord.due === 'first' || needsClaim(tabRecord)
      record.context = base.context ?? record.context
      followStatus(base)
      if (page) {
        followPage(page, base)
      }
    },
    toUpdate() {
      const { init, did, status, errors, duration } = session
      seq = Math.max(seq + 1, Math.round(duration * SECOND))
      return {
        session_sid: sid,
        session_did: did,
        session_duration: toNanoseconds(duration * SECOND),
        session_status: status,
        session_errors: errors,
        session_init: init,
        session_seq: status === 'ok' ? seq : FINAL + seq,
      }
    },
  }
  return record
}
