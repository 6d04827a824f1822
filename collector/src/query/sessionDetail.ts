import { z } from 'zod'
import type { SessionDetail, SessionSummary } from '../../../protocol/query.ts'
import type { AppScope } from '../access/appScope.ts'
import { toScopeCondition } from '../access/appScope.ts'
import { HttpProblem } from '../httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import { readCursor, toCursor } from './cursor.ts'
import type { EventRecord } from './sessionEvent.ts'
import { EVENT_SELECTION, toSessionEvent } from './sessionEvent.ts'
import { addStatuses } from './sessionHealth.ts'
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

type PagedEvent = EventRecord & { type_order: number }

const position = z.tuple([z.int(), z.int(), z.string().regex(/^\d{1,20}$/)])

export async function readSessionDetail(
  store: Pick<Store, 'query'>,
  { session_id: sessionId, app_id: appId, scope, limit, cursor }: SessionDetailQuery,
): Promise<SessionDetail> {
  const after = cursor === undefined ? undefined : readCursor(cursor, position)
  const session = await readSummary(store, { sessionId, appId, scope })
  const rows = await readEvents(store, session, { limit: limit + 1, after })
  const page = rows.slice(0, limit)
  const events = page.map(toSessionEvent)
  const last = page.at(-1)
  return rows.length > limit && last !== undefined
    ? {
        session,
        events,
        next_cursor: toCursor([Number(last.ts), last.type_order, String(last.event_id)]),
      }
    : { session, events }
}

/** Where two applications have a session of one id, and none is asked for, the newer session is shown. */
async function readSummary(
  store: Pick<Store, 'query'>,
  { sessionId, appId, scope }: { sessionId: string; appId: string | undefined; scope: AppScope },
): Promise<SessionSummary> {
  const inScope = toScopeCondition(scope, 's.app_id')
  const [row] = await store.query<SummaryRow>(
    `SELECT ${SUMMARY_COLUMNS}
FROM rum.sessions AS s
WHERE s.session_id = {sessionId:String}${appId === undefined ? '' : ' AND s.app_id = {appId:String}'}${inScope.sql}
GROUP BY app_id, session_id
ORDER BY started DESC
LIMIT 1`,
    { sessionId, ...inScope.parameters, ...(appId === undefined ? {} : { appId }) },
  )
  if (row === undefined) {
    throw new HttpProblem(404, 'rum.notFound', 'no such session, or it is past its retention')
  }
  const summary = toSessionSummary(row)
  const [session] = await addStatuses(store, [summary])
  return session ?? summary
}

/**
 * The newest version of each event, in time order; at one time views come first, then what they contain.
 * `LIMIT 1 BY` instead of FINAL: it also folds the copies of an event whose time was limited on two days.
 */
function readEvents(
  store: Pick<Store, 'query'>,
  session: SessionSummary,
  { limit, after }: { limit: number; after: z.infer<typeof position> | undefined },
): Promise<PagedEvent[]> {
  const inner = `SELECT ${EVENT_SELECTION}, toInt8(e.type) AS type_order, e.event_id AS hash
  FROM rum.events AS e
  WHERE e.app_id = {appId:String} AND e.session_id = {sessionId:String}
    AND e.ts >= fromUnixTimestamp64Milli({start:Int64}, 'UTC')
    AND e.ts <= fromUnixTimestamp64Milli({end:Int64}, 'UTC')
  ORDER BY e.doc_version DESC, e.received_at DESC
  LIMIT 1 BY e.type, e.event_id`
  const paging =
    after === undefined
      ? ''
      : 'WHERE (ts, type_order, hash) > ({afterTime:Int64}, {afterType:Int8}, {afterHash:UInt64})'
  return store.query<PagedEvent>(
    `SELECT * EXCEPT (hash)
FROM (${inner})
${paging}
ORDER BY ts, type_order, hash
LIMIT {rows:UInt32}`,
    {
      appId: session.app_id,
      sessionId: session.session_id,
      start: session.session_start,
      end: session.session_start + session.time_spent / NANOSECONDS_PER_MILLISECOND,
      rows: limit,
      ...(after === undefined
        ? {}
        : { afterTime: after[0], afterType: after[1], afterHash: after[2] }),
    },
  )
}
