import type { FieldsOf } from '../../../protocol/measurements.ts'
import type { Clock } from '../core/clock.ts'
import { SECOND, toNanoseconds } from '../core/time.ts'
import type { Session, SessionContext } from './session.ts'
import type { ClosedVisit, Visit } from './sessionState.ts'

/** The record of one session, and what of it is to be reported. */
export interface SessionRecord {
  readonly session: Session
  /** Id of the session. */
  readonly id: Visit['id']
  readonly tags: Record<string, unknown>
  /** An update is to be reported with the next view line. */
  isDue: boolean
  /** From here on it is a record of this page, with what the page knows. */
  attach(page: RecordPage): void
  /** Takes over what the tabs share. A final status is the last word. */
  follow(visit: ClosedVisit): void
  setUser(user: Record<string, unknown>): void
  /** The update that is due; from here on none is. */
  takeUpdate(): FieldsOf<'view'>
}

export interface RecordPage {
  /** ms for which the page has been in view. */
  readonly visibleTime: () => number
  /** Properties of the application in each record. */
  readonly defaults: Pick<Session, 'release' | 'environment' | 'userAgent'>
  readonly getUser: () => Record<string, unknown>
}

// A final status outranks the word of a tab that has not heard of it: the highest `session_seq` wins.
const FINAL = 1e13

export function createSessionRecord(
  { id, sid, started, isSent, status, errors }: Omit<Visit, 'expire' | 'isManual' | 'userHash'>,
  clock: Clock,
  { tags, id: _, ...given }: SessionContext = {},
): SessionRecord {
  const openedAt = clock.now() - Math.max(0, clock.wall() - started)
  let visibleTime = clock.now as () => number
  let visibleBefore = visibleTime()
  let seq = 0
  let ended: readonly [duration: number, activeDuration: number] | undefined
  const measure = () =>
    ended ??
    ([(clock.now() - openedAt) / SECOND, (visibleTime() - visibleBefore) / SECOND] as const)
  const session: Session = {
    attrs: {},
    ...given,
    sid,
    init: !isSent,
    timestamp: clock.wall() / SECOND,
    started: started / SECOND,
    get duration() {
      return measure()[0]
    },
    get activeDuration() {
      return measure()[1]
    },
    status,
    errors,
  }
  const record: SessionRecord = {
    session,
    id,
    tags: { ...tags },
    isDue: false,
    attach(page) {
      visibleTime = page.visibleTime
      visibleBefore = visibleTime()
      const { release, environment, userAgent } = { ...page.defaults, ...given }
      Object.assign(session, { release, environment, userAgent })
      record.setUser(given.user ?? page.getUser())
      record.isDue = session.init
    },
    follow({ status, errors, started: begun, ended: endedAt }) {
      if (session.status === 'ok') {
        record.isDue ||= status !== 'ok' || (errors > 0 && !session.errors)
        Object.assign(session, { status, errors, timestamp: clock.wall() / SECOND })
        if (status !== 'ok') {
          const [duration, activeDuration] = measure()
          ended = [endedAt ? (endedAt - begun) / SECOND : duration, activeDuration]
        }
      }
    },
    setUser(user) {
      const did = user['id'] || user['email']
      session.user = user
      if (did && !session.did) {
        session.did = String(did)
        record.isDue = true
      }
    },
    takeUpdate() {
      const { init, did, status, errors, duration } = session
      seq = Math.max(seq + 1, Math.round(duration * SECOND))
      record.isDue = session.init = false
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
