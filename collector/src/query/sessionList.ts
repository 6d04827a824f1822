import { z } from 'zod'
import { OWN_SESSION_FIELDS } from '../../../protocol/fields.ts'
import type { SessionList } from '../../../protocol/query.ts'
import { readCursor, toCursor } from '../http/cursor.ts'
import type { Store } from '../store/openStore.ts'
import { toSessionColumn } from './mergedSessions.ts'
import type { QueryScope } from './queryScope.ts'
import { onDays, selectSessions } from './queryScope.ts'
import { SESSION_FIELDS } from './search/sessionField.ts'
import { addRecords } from './sessionHealth.ts'
import type { SummaryRow } from './sessionSummary.ts'
import { SUMMARY_COLUMNS, toSessionSummary } from './sessionSummary.ts'

const SORT_KEYS = OWN_SESSION_FIELDS.filter(({ unit }) => ['ms', 'ns', 'count'].includes(unit)).map(
  ({ key }) => key,
)

/** With a minus: the largest first. */
export const SESSION_SORTS: readonly string[] = SORT_KEYS.flatMap((key) => [key, `-${key}`])

export interface SessionListQuery {
  /** One of `SESSION_SORTS`. */
  sort: string
  limit: number
  cursor?: string | undefined
}

/** Days of the rows of a session that `selectSessions` merged, and the day after its range, on which a session may have more. */
const DAYS = { first_day: 'min(s.day)', last_day: 'max(s.day)' }
const ROW_DAYS = `arrayPushBack(arrayMap(after -> first_day + after, range(toUInt32(last_day - first_day + 1))),
    toDate(fromUnixTimestamp64Milli({rangeTo:Int64}, 'UTC')) + 1)`

const position = z.tuple([z.int(), z.string(), z.string()])

/**
 * Two phases in one statement: the inner SELECT finds the page's sessions from what is searched and sorted
 * by, the outer one merges the heavy states of those few (7 to 12 times faster on long ranges than merging all).
 */
export async function listSessions(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { sort, limit, cursor }: SessionListQuery,
): Promise<SessionList> {
  const isDescending = sort.startsWith('-')
  const direction = isDescending ? 'DESC' : 'ASC'
  const key = sort.replace('-', '')
  const column = toSessionColumn(key)
  const found = selectSessions(scope, { columns: [key], further: DAYS })
  const days = onDays(scope)
  const after = cursor === undefined ? undefined : readCursor(cursor, position)
  const paging =
    after === undefined
      ? ''
      : `AND (${column}, app_id, session_id) ${isDescending ? '<' : '>'} ({afterPosition:Int64}, {afterApp:String}, {afterSession:String})`
  const order = (by: string): string =>
    `ORDER BY ${by} ${direction}, app_id ${direction}, session_id ${direction}`
  const rows = await store.query<SummaryRow & { position: string | number }>(
    `SELECT ${SUMMARY_COLUMNS}, ${SESSION_FIELDS.get(key)?.value} AS position
FROM rum.sessions AS s
WHERE ${days.sql} AND (s.app_id, s.day, s.session_id) IN (
  SELECT app_id, arrayJoin(${ROW_DAYS}) AS day, session_id FROM (
    SELECT app_id, session_id, first_day, last_day FROM ${found.sql} ${paging}
    ${order(column)}
    LIMIT {rows:UInt32}))
GROUP BY app_id, session_id
${order('position')}`,
    {
      ...found.parameters,
      ...days.parameters,
      rows: limit + 1,
      ...(after !== undefined && {
        afterPosition: after[0],
        afterApp: after[1].toWellFormed(),
        afterSession: after[2].toWellFormed(),
      }),
    },
  )
  const page = rows.slice(0, limit) // one more than the page tells whether there is another
  const last = page.at(-1)
  const sessions = await addRecords(store, page.map(toSessionSummary))
  return rows.length > limit && last !== undefined
    ? { sessions, next_cursor: toCursor([Number(last.position), last.app_id, last.session_id]) }
    : { sessions }
}
