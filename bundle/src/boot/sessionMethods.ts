import { toDebugSession } from '../session/debugSession.ts'
import { toDebugId, toManualId } from '../session/sessionIds.ts'
import { reportedSession } from '../session/sessionState.ts'
import type { WhenStarted } from './publicApi.ts'
import type { DatafluxRum } from './publicTypes.ts'

type SessionMethods = Pick<
  DatafluxRum,
  | 'addDebugSession'
  | 'getDebugSession'
  | 'clearDebugSession'
  | 'startSession'
  | 'endSession'
  | 'stopSession'
  | 'getSessionId'
>

/** The calls of the three session models. */
export function createSessionMethods(whenStarted: WhenStarted): SessionMethods {
  const readId = whenStarted(({ session }) => reportedSession(session.read())?.id)
  return {
    addDebugSession: whenStarted(({ session }, _moment, given?: unknown) => {
      const id = toDebugId(given)
      const { debug } = id ? session.apply({ type: 'addDebug', id }) : {}
      return debug && toDebugSession(debug)
    }),
    getDebugSession: whenStarted(({ session }) => {
      const { debug } = session.read()
      return debug && toDebugSession(debug)
    }),
    clearDebugSession: whenStarted(({ session }) => {
      session.apply({ type: 'clearDebug' })
    }),
    startSession: whenStarted(({ session }, _moment, given?: unknown) => {
      session.apply({ type: 'startManual', id: toManualId(given) })
    }),
    endSession: whenStarted(({ session }) => {
      session.apply({ type: 'end' })
    }),
    stopSession: whenStarted(({ session }) => {
      session.apply({ type: 'stop' })
    }),
    getSessionId: () => readId() ?? null,
  }
}
