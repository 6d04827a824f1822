import type { Clock } from '../core/clock.ts'
import { guard } from '../core/guard.ts'
import { createUuid } from '../core/ids.ts'
import type { ContextStore } from '../events/contexts.ts'
import { copyContext } from '../events/contexts.ts'
import { toDebugSession } from '../session/debugSession.ts'
import { makeManualId, toDebugId, toManualId } from '../session/sessionIds.ts'
import type { SessionRecord } from '../session/sessionRecord.ts'
import { createSessionRecord } from '../session/sessionRecord.ts'
import type { NewIds, SessionState } from '../session/sessionState.ts'
import { createVisit, reportedSlot } from '../session/sessionState.ts'
import type { WhenStarted } from './publicApi.ts'
import type { DatafluxRum } from './publicTypes.ts'

type SessionMethods = Pick<
  DatafluxRum,
  | 'addDebugSession'
  | 'getDebugSession'
  | 'clearDebugSession'
  | 'startSession'
  | 'endSession'
  | 'captureSession'
  | 'getSession'
  | 'stopSession'
  | 'reset'
  | 'getSessionId'
>

/** The calls of the three session models. */
export function createSessionMethods(
  whenStarted: WhenStarted,
  clock: Clock,
  user: ContextStore,
): SessionMethods {
  const apply = (type: 'end' | 'stop' | 'clearDebug') =>
    whenStarted(({ session }) => {
      session.apply({ type })
    })
  const toDebug = ({ debug }: SessionState) => debug && toDebugSession(debug)
  const readId = whenStarted(({ session }) => reportedSlot(session.read())?.id)
  const begin = whenStarted(({ session }, _moment, record: SessionRecord) => session.begin(record))
  return {
    addDebugSession: whenStarted(({ session }, _moment, given?: unknown) => {
      const id = toDebugId(given)
      return id && toDebug(session.apply({ type: 'addDebug', id }))
    }) as DatafluxRum['addDebugSession'],
    getDebugSession: whenStarted(({ session }) => toDebug(session.read())),
    clearDebugSession: apply('clearDebug'),
    startSession: guard((given) => {
      // Made at once, so that there is one to return before `init`, too.
      const ids = { id: createUuid(), manualId: toManualId(given) }
      const visit = createVisit(ids, true, clock.wall())
      const record = createSessionRecord(visit, clock, copyContext(given))
      begin(record)
      return record.session
    }) as DatafluxRum['startSession'],
    endSession: apply('end'),
    captureSession: whenStarted(({ session }, _moment, end?: unknown) => {
      if (end === true) {
        session.apply({ type: 'end' })
      } else {
        session.captureSession()
      }
    }),
    getSession: whenStarted(({ session }) => session.getSession()),
    stopSession: apply('stop'),
    reset: whenStarted(({ session }) => {
      user.set({})
      session.apply({ type: 'reset', ...makeIds() })
    }),
    getSessionId: () => readId() ?? null,
  }
}

/** For a session that may have to begin, of whichever kind. */
export function makeIds(): NewIds {
  return { id: createUuid(), manualId: makeManualId() }
}
