import type { Dialect } from '../dialect.ts'
import { PLACE } from './addQuerySchema.ts'
import { selectSessions } from './createSessions.ts'

/**
 * Logs are events of their own type. They have no part in the roll-up of sessions: a backend's log names a session too, and
 * its service, version and time are not the visitor's.
 */
export function addLogs({ onCluster, stored, storedAs, distribute }: Dialect): readonly string[] {
  return [
    `ALTER TABLE ${stored('events')}${onCluster}
  MODIFY COLUMN type Enum8('view' = 1, 'resource' = 2, 'action' = 3, 'error' = 4, 'long_task' = 5, 'log' = 6)`,
    ...distribute('events'),
    `ALTER TABLE rum.sessions_mv${onCluster} MODIFY QUERY ${selectSessionsWithoutLogs(storedAs('events'), '1')}`,
  ]
}

/** The session's roll-up, in the order of the table's columns. */
export function selectSessionsWithoutLogs(from: string, condition: string): string {
  return selectSessions(from, `session_id != '' AND type != 'log' AND ${condition}`, PLACE)
}
