import type { Clock } from '../core/clock.ts'
import { guard } from '../core/guard.ts'
import { createUuid } from '../core/ids.ts'
import type { ContextStore } from '../events/contexts.ts'
import { copyContext } from '../events/contexts.ts'
import { toDebugSession } from '../session/debugSession.ts'
import { toDebugId, toManualId } from '../session/sessionIds.ts'
import type { SessionRecord } from '../session/sessionRecord.ts'
import { createSessionRecord } from '../session/sessionRecord.ts'
import { reportedSlot } from '../session/sessionState.ts'
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

/** Creates the methods of the three session models. */
export function createSessionMethods(
  whenStarted: WhenStarted,
  clock: Clock,
  user: ContextStore,
): SessionMethods {
  const apply = (type: 'end' | 'stop' | 'clearDebug') =>
    whenStarted(({ session }) => {
      session.apply({ type })
    })
  const readId = whenStarted(({ session }) => reportedSlot(session.read())?.id)
  const begin = whenStarted(({ session }, _moment, record: SessionRecord) => session.begin(record))
  const endSession = apply('end')
  const capture = whenStarted(({ session }) => session.captureSession())
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
    clearDebugSession: apply('clearDebug'),
    startSession: guard((given) => {
      // Created at once, so that there is one to return before `init`, too.
      const record = createSessionRecord(
        { id: toManualId(given), sid: createUuid().replace(/-/g, ''), started: clock.wall() },
        clock,
        copyContext(given),
      )
      begin(record)
      return record.session
    }) as DatafluxRum['startSession'],
    endSession,
    captureSession: (end?: unknown) => (end === true ? endSession() : capture()),
    getSession: whenStarted(({ session }) => session.getSession()),
    stopSession: apply('stop'),
    reset: whenStarted(({ session }) => {
      user.set({})
      session.apply({ type: 'reset' })
    }),
    getSessionId: () => readId() ?? null,
  }
}
