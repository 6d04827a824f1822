import type { FieldsOf } from '../../../protocol/measurements.ts'
import { createUuid } from '../core/ids.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { SECOND } from '../core/time.ts'
import type { AgreedSession, AgreedSessionDeps } from './agreedSession.ts'
import { createAgreedSession } from './agreedSession.ts'
import type { ReportedHistory, ReportedSession } from './reportedHistory.ts'
import type { Session, SessionStatus } from './session.ts'
import type { SessionRecord } from './sessionRecord.ts'
import type { NewIds, SessionEvent, SessionState } from './sessionState.ts'
import { watchPage } from './watchPage.ts'

export type SessionManagerDeps = Omit<AgreedSessionDeps, 'page'>

export interface SessionManager
  extends Pick<ReportedHistory, 'find' | 'use' | 'changes'>,
    Pick<AgreedSession, 'isHeld' | 'settled' | 'updates'> {
  /** The fields of an update that a view line of `session` is to carry, if one is due. */
  takeUpdate(session: ReportedSession): FieldsOf<'view'> | undefined
  /** The state now, other tabs' changes included. Never extends anything. */
  read(): SessionState
  /** The live record. */
  getSession(): Session | undefined
  /** Sends what the record says now. */
  captureSession(): void
  /** Applies a call of the page. */
  apply(command: SessionEvent): SessionState
  /** Starts the manual session that `record` is of. */
  begin(record: SessionRecord): void
  /** Something that a user did at `at` (now, if not given): extends the session, or starts a new one. */
  activity(at?: Timestamp): void
  /** An uncaught or added error; with `status`, the session comes to that by it. */
  error(status: SessionStatus | undefined): void
  setUser(user: Record<string, unknown>, userHash: string, ids: NewIds): void
  /** From here on the session is read and stored. */
  grant(): void
  readonly stop: Stop
}

/** Runs the session of this page: known when this returns, agreed on with the other tabs from then on. */
export function startSessionManager(deps: SessionManagerDeps): SessionManager {
  const { clock } = deps
  let activeAt = 0
  let isChanged = false // since the page was hidden last
  let shown: SessionEvent | undefined

  const page = watchPage({
    ...deps,
    activity,
    settle() {
      if (shown) {
        session.note(shown) // a closing page writes without the lock, and may have undone it
      }
      session.settle()
    },
    show(tab) {
      shown = { type: 'show', tab }
      session.step(shown)
    },
    leave,
    knows: (value) => session.knows(value),
  })
  const session = createAgreedSession({ ...deps, page })
  const { reported, openRecord } = session

  function apply(command: SessionEvent): SessionState {
    activeAt = 0 // the next activity may have to start a session, however soon it comes
    return session.step(command)
  }

  function activity(at?: Timestamp): void {
    const now = clock.wall()
    // Scrolling fires with every frame, and reading a cookie is not free.
    if (Math.abs(now - activeAt) >= SECOND) {
      activeAt = now
      isChanged = true
      session.step({ type: 'activity', id: createUuid() }, at)
    }
  }

  function leave(tab = ''): void {
    shown = { type: 'hide', tab }
    session.note(shown)
    session.commit()
    const record = openRecord()
    if (record && isChanged && record.session.status === 'ok') {
      record.isDue = true // for the view's last line
    }
    isChanged = false
  }

  session.step({ type: 'start', id: createUuid() })
  page.start()

  return {
    ...reported,
    ...session,
    takeUpdate(of) {
      const fields = session.take(of)
      if (fields?.session_init) {
        // A page that comes now must not tell of the beginning again.
        session.note({ type: 'sent' })
        session.settle()
      }
      return fields
    },
    read: session.look,
    getSession: () => openRecord()?.session,
    captureSession() {
      const record = openRecord()
      if (record?.session.status === 'ok') {
        record.isDue = true
        session.updates.notify()
      }
    },
    apply,
    begin(record) {
      activeAt = 0
      session.begin(record)
    },
    activity,
    error(status) {
      isChanged = true
      const open = openRecord()?.session
      // The first, and the one that it ends by, are told at once; the others are only counted.
      if (open?.errors && !(status && open.status === 'ok')) {
        session.note({ type: 'error', count: 1 })
        open.errors += open.status === 'ok' ? 1 : 0
      } else {
        session.step({ type: 'error', count: 1, status })
      }
    },
    setUser(user, userHash, ids) {
      apply({ type: 'user', userHash, ...ids })
      openRecord()?.setUser(user)
    },
    grant() {
      session.grant()
      page.show()
    },
    stop: stopAll(session.stop, page.stop),
  }
}
