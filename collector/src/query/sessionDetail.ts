import { z } from 'zod'
import type { SessionDetail, SessionSummary } from '../../../protocol/query.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { toScopeCondition } from '../http/appScope.ts'
import { readCursor, toCursor } from '../http/cursor.ts'
import type { Store } from '../store/openStore.ts'
import type { EventKey } from './eventPage.ts'
import { readEventPage } from './eventPage.ts'
import type { SqlFragment } from './search/sqlParameters.ts'
import { toSessionEvent } from './sessionEvent.ts'
import { addRecords } from './sessionHealth.ts'
import type { SummaryRow } from './sessionSummary.ts'
import { SUMMARY_COLUMNS, toSessionSummary } from './sessionSummary.ts'

export interface SessionDetailQuery {
  session_id: string
  app_id?: string | undefined
  scope: AppScope
  limit: number
  cursor?: string | undefined
}

const NANOSECONDS_PER_MILLISECOND = 1_000_000

interface FoundKey extends EventKey {
  type_order: number
}

const position = z.tuple([z.int(), z.int(), z.string().regex(/^\d{1,20}$/)])

interface EventPlace {
  limit: number
  after: z.infer<typeof position> | undefined
}

export async function readSessionDetail(
  store: Pick<Store, 'query'>,
  { session_id: sessionId, app_id: appId, scope, limit, cursor }: SessionDetailQuery,
): Promise<SessionDetail> {
  const after = cursor === undefined ? undefined : readCursor(cursor, position)
  const summary = await readCounts(store, { sessionId, appId, scope })
  const [session, { found, rows }] = await Promise.all([
    addRecord(store, summary),
    readEvents(store, summary, { limit, after }),
  ])
  const events = rows.map(toSessionEvent)
  const last = found[rows.length - 1]
  return found.length > rows.length && last !== undefined
    ? {
        session,
        events,
        next_cursor: toCursor([Number(last.ts), last.type_order, last.event_id]),
      }
    : { session, events }
}

async function readEvents(
  store: Pick<Store, 'query'>,
  session: SessionSummary,
  { limit, after }: EventPlace,
): Promise<{ found: FoundKey[]; rows: Awaited<ReturnType<typeof readEventPage>> }> {
  const found = await findEvents(store, session, { limit: limit + 1, after })
  const rows = await readEventPage(store, toSource(session), { keys: found.slice(0, limit) })
  return { found, rows }
}

interface SessionPlace {
  sessionId: string
  appId: string | undefined
  scope: AppScope
}

export async function readSummary(
  store: Pick<Store, 'query'>,
  place: SessionPlace,
): Promise<SessionSummary> {
  return addRecord(store, await readCounts(store, place))
}

async function addRecord(
  store: Pick<Store, 'query'>,
  summary: SessionSummary,
): Promise<SessionSummary> {
  const [session] = await addRecords(store, [summary])
  return session ?? summary
}

/** Where two applications have a session of one id, and none is asked for, the newer session is shown. */
async function readCounts(
  store: Pick<Store, 'query'>,
  { sessionId, appId, scope }: SessionPlace,
): Promise<SessionSummary> {
  const inScope = toScopeCondition(scope, 's.app_id')
  const [row] = await store.query<SummaryRow>(
    `SELECT ${SUMMARY_COLUMNS}
FROM rum.sessions AS s
WHERE s.session_id = {sessionId:String}${appId === undefined ? '' : ' AND s.app_id = {appId:String}'}${inScope.sql}
GROUP BY app_id, session_id
ORDER BY session_start DESC
LIMIT 1`,
    { sessionId, ...inScope.parameters, ...(appId === undefined ? {} : { appId }) },
  )
  if (row === undefined) {
    throw new HttpProblem(404, 'rum.notFound', 'no such session, or it is past its retention')
  }
  return toSessionSummary(row)
}

/**
 * The newest version of each event, in time order; at one time views come first, then what they contain.
 * `LIMIT 1 BY` instead of FINAL: it also folds the copies of an event whose time was limited on two days.
 */
async function findEvents(
  store: Pick<Store, 'query'>,
  session: SessionSummary,
  { limit, after }: EventPlace,
): Promise<FoundKey[]> {
  const source = toSource(session)
  const inner = `SELECT e.type AS type, toInt8(e.type) AS type_order, e.event_id AS hash,
    toUnixTimestamp64Milli(e.ts) AS ts, e.doc_version AS doc_version
  FROM ${source.sql}
  ORDER BY e.doc_version DESC, e.received_at DESC
  LIMIT 1 BY e.type, e.event_id`
  const paging =
    after === undefined
      ? ''
      : 'WHERE (ts, type_order, hash) > ({afterTime:Int64}, {afterType:Int64}, toUInt64({afterId:String}))'
  return store.query<FoundKey>(
    `SELECT type, type_order, toString(hash) AS event_id, ts, doc_version
FROM (${inner})
${paging}
ORDER BY ts, type_order, hash
LIMIT {limit:UInt32}`,
    {
      ...source.parameters,
      limit,
      ...(after !== undefined && { afterTime: after[0], afterType: after[1], afterId: after[2] }),
    },
  )
}

/** A backend's logs come after the request, and the session may end with it. The range only spares other days. */
const MARGIN_MS = 3_600_000

export function toSource(session: SessionSummary): SqlFragment {
  const { session_start: first, time_spent: duration } = session
  const start = first - MARGIN_MS
  const end = first + duration / NANOSECONDS_PER_MILLISECOND + MARGIN_MS
  return {
    sql: `rum.events AS e
  WHERE e.app_id = {appId:String} AND e.session_id = {sessionId:String}
    AND e.ts >= fromUnixTimestamp64Milli({start:Int64}, 'UTC') AND e.ts <= fromUnixTimestamp64Milli({end:Int64}, 'UTC')`,
    parameters: {
      appId: session.app_id,
      sessionId: session.session_id,
      start,
      end,
    },
  }
}
