import type { SessionSummary } from '../../../../protocol/query.ts'

/** The SDK ends a session, a debug session as well, after so long without activity. */
const TIMEOUT_MS = 15 * 60_000
const NS_PER_MS = 1e6
/** A session that crashed goes on under its id. */
const ENDED: readonly SessionSummary['session_status'][] = ['exited', 'abnormal']

/** Properties that tell whether a session has ended. */
export type Life = Pick<SessionSummary, 'session_start' | 'time_spent' | 'session_status'>

/** Returns whether more of a session may arrive: it has not ended, and its last event is less than a timeout ago. */
export function mayGoOn(
  { session_start: start, time_spent: spent, session_status: status }: Life,
  now: number,
): boolean {
  return !ENDED.includes(status) && start + spent / NS_PER_MS > now - TIMEOUT_MS
}

const COUNTED = [
  'session_view_count',
  'session_action_count',
  'session_error_count',
  'session_resource_count',
  'session_long_task_count',
  'time_spent',
  'session_status',
] as const

/** Returns a text that differs once something of the session has arrived. */
export function toSessionMark(session: Pick<SessionSummary, (typeof COUNTED)[number]>): string {
  return COUNTED.map((key) => session[key]).join(' ')
}
