import { z } from 'zod'
import { EVENT_TYPES } from '../../../protocol/fields.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import type { EventList, FoundEvent } from '../../../protocol/query.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { readCursor, toCursor } from '../http/cursor.ts'
import type { Store } from '../store/openStore.ts'
import type { EventKey } from './eventPage.ts'
import { readEventPage } from './eventPage.ts'
import type { QueryScope } from './queryScope.ts'
import { selectEvents } from './queryScope.ts'
import type { SqlFragment } from './search/sqlParameters.ts'
import { toFoundEvent } from './sessionEvent.ts'

export interface EventListQuery {
  type?: Measurement | undefined
  fingerprint?: string | undefined
  limit: number
  cursor?: string | undefined
  /** With texts of any length, and fewer events on a page then. */
  isWhole?: boolean
}

const position = z.tuple([z.int(), z.string().regex(/^\d{1,20}$/)])

/**
 * Newest first. The page's events are found from their times and ids alone, then read whole: sorting whole
 * rows would read every column of everything that matches.
 */
export async function listEvents(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { type, fingerprint, limit, cursor, isWhole = false }: EventListQuery,
): Promise<EventList> {
  const source = selectEvents(scope, { type })
  const after = cursor === undefined ? undefined : readCursor(cursor, position)
  const conditions = [
    ...(fingerprint === undefined ? [] : ['toString(e.fingerprint) = {fingerprint:String}']),
    ...(after === undefined
      ? []
      : [
          '(toUnixTimestamp64Milli(e.ts), e.event_id) < ({afterTime:Int64}, toUInt64({afterId:String}))',
        ]),
  ]
  const found = await store.query<EventKey>(
    `SELECT e.type AS type, toUnixTimestamp64Milli(e.ts) AS ts, toString(e.event_id) AS event_id, e.doc_version AS doc_version
FROM ${[source.sql, ...conditions].join(' AND ')}
ORDER BY e.ts DESC, e.event_id DESC LIMIT {rows:UInt32}`,
    {
      ...source.parameters,
      rows: limit + 1,
      ...(fingerprint !== undefined && { fingerprint: fingerprint.toWellFormed() }),
      ...(after !== undefined && { afterTime: after[0], afterId: after[1] }),
    },
  )
  const keys = found.slice(0, limit)
  if (keys.length === 0) {
    return { events: [] }
  }
  const rows = await readEventPage(store, toSource(scope, keys), { keys, isWhole })
  const events = rows.map(toFoundEvent)
  const last = found[rows.length - 1]
  return found.length > rows.length && last !== undefined
    ? { events, next_cursor: toCursor([Number(last.ts), last.event_id]) }
    : { events }
}

/** The range of the keys, so that nothing else is read. */
function toSource(scope: QueryScope, keys: readonly EventKey[]): SqlFragment {
  const times = keys.map(({ ts }) => Number(ts))
  const range = { from: Math.min(...times), to: Math.max(...times) + 1 }
  return selectEvents({ ...scope, ...range, search: { kind: 'all' } })
}

const wholeId = z.tuple([
  z.string().max(1024),
  z.enum(EVENT_TYPES),
  z.int(),
  z.string().regex(/^\d{1,20}$/),
])

/** The event that an answer has shortened, whole. */
export async function readEvent(
  store: Pick<Store, 'query'>,
  { id, apps }: { id: string; apps: AppScope },
): Promise<FoundEvent> {
  const [appId, type, ts, hash] = readCursor(id, wholeId)
  const key = { type, ts, event_id: hash }
  const scope = { apps, appId, from: ts, to: ts, chartTo: ts, search: { kind: 'all' } } as const
  const rows = await readEventPage(store, toSource(scope, [key]), {
    keys: [key],
    isWhole: true,
  })
  const [row] = rows
  if (row === undefined) {
    throw new HttpProblem(404, 'rum.notFound', 'no such event, or it is past its retention')
  }
  return toFoundEvent(row)
}
