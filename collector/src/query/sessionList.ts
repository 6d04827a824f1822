import { z } from 'zod'
import type { SessionList } from '../../../protocol/query.ts'
import type { Store } from '../store/openStore.ts'
import { readCursor, toCursor } from './cursor.ts'
import type { SummaryRow } from './sessionSummary.ts'
import { SUMMARY_COLUMNS, toSessionSummary } from './sessionSummary.ts'

export interface SessionListQuery {
  /** ms since the epoch; sessions that started from here … */
  from: number
  /** … to before here. */
  to: number
  app_id?: string | undefined
  limit: number
  cursor?: string | undefined
}

const position = z.tuple([z.int(), z.string(), z.string()])

/**
 * Two phases in one statement: the inner SELECT finds the page's sessions from start times alone, the outer
 * one merges the heavy states of those few (7 to 12 times faster on long ranges than merging all).
 *
 * A session that crosses midnight may have a row on each day: the day before `from` is read because a
 * session that is found there has started too early; the day after `to` completes the counts.
 */
export async function listSessions(
  store: Pick<Store, 'query'>,
  { from, to, app_id: appId, limit, cursor }: SessionListQuery,
): Promise<SessionList> {
  const after = cursor === undefined ? undefined : readCursor(cursor, position)
  const rows = await store.query<SummaryRow>(
    `SELECT ${SUMMARY_COLUMNS}
FROM rum.sessions AS s
WHERE ${days('s', 1)} AND (s.app_id, s.session_id) IN (
  SELECT app_id, session_id
  FROM rum.sessions
  WHERE ${days('sessions', 0)}${appId === undefined ? '' : ' AND app_id = {appId:String}'}
  GROUP BY app_id, session_id
  HAVING toUnixTimestamp64Milli(min(start_ts)) >= {from:Int64}
    AND toUnixTimestamp64Milli(min(start_ts)) < {to:Int64}
    ${after === undefined ? '' : 'AND (toUnixTimestamp64Milli(min(start_ts)), app_id, session_id) < ({afterStart:Int64}, {afterApp:String}, {afterSession:String})'}
  ORDER BY min(start_ts) DESC, app_id DESC, session_id DESC
  LIMIT {rows:UInt32})
GROUP BY app_id, session_id
ORDER BY started DESC, app_id DESC, session_id DESC`,
    {
      from,
      to,
      rows: limit + 1, // one more than the page tells whether there is another
      ...(appId === undefined ? {} : { appId }),
      ...(after === undefined
        ? {}
        : { afterStart: after[0], afterApp: after[1], afterSession: after[2] }),
    },
  )
  const sessions = rows.slice(0, limit).map(toSessionSummary)
  const last = sessions.at(-1)
  return rows.length > limit && last !== undefined
    ? { sessions, next_cursor: toCursor([last.session_start, last.app_id, last.session_id]) }
    : { sessions }
}

function days(table: string, daysAfter: number): string {
  const day = (name: string): string => `toDate(fromUnixTimestamp64Milli({${name}:Int64}, 'UTC'))`
  return `${table}.day >= ${day('from')} - 1 AND ${table}.day <= ${day('to')} + ${daysAfter}`
}
