import { z } from 'zod'
import type { EventList } from '../../../protocol/analytics.ts'
import type { Store } from '../store/openStore.ts'
import { readCursor, toCursor } from './cursor.ts'
import type { QueryScope } from './queryScope.ts'
import { createStatement } from './queryScope.ts'
import type { EventRecord } from './sessionEvent.ts'
import { EVENT_SELECTION, toFoundEvent } from './sessionEvent.ts'

export const EVENT_TYPES = ['view', 'resource', 'action', 'error', 'long_task'] as const
export type EventType = (typeof EVENT_TYPES)[number]

export interface EventListQuery {
  type?: EventType | undefined
  fingerprint?: string | undefined
  limit: number
  cursor?: string | undefined
}

const position = z.tuple([z.int(), z.string().regex(/^\d{1,20}$/)])

/**
 * Newest first. The page's events are found from their times and ids alone, then read whole: sorting whole
 * rows would read every column of everything that matches.
 */
export async function listEvents(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { type, fingerprint, limit, cursor }: EventListQuery,
): Promise<EventList> {
  const statement = createStatement(scope)
  const { sql } = statement
  const after = cursor === undefined ? undefined : readCursor(cursor, position)
  const conditions = [
    ...(type === undefined ? [] : [`e.type = '${type}'`]),
    ...(fingerprint === undefined ? [] : [`toString(e.fingerprint) = ${sql.text(fingerprint)}`]),
    ...(after === undefined
      ? []
      : [
          `(toUnixTimestamp64Milli(e.ts), e.event_id) < (${sql.integer(after[0])}, toUInt64(${sql.text(after[1])}))`,
        ]),
  ]
  const found = await store.query<{ ts: string | number; event_id: string }>(
    `SELECT toUnixTimestamp64Milli(e.ts) AS ts, toString(e.event_id) AS event_id
FROM ${[statement.events, ...conditions].join(' AND ')}
ORDER BY e.ts DESC, e.event_id DESC LIMIT ${sql.integer(limit + 1)}`,
    statement.parameters(),
  )
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const events = await readEvents(store, scope, page)
  return found.length > limit && last !== undefined
    ? { events, next_cursor: toCursor([Number(last.ts), last.event_id]) }
    : { events }
}

async function readEvents(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  page: readonly { ts: string | number; event_id: string }[],
): Promise<EventList['events']> {
  const times = page.map(({ ts }) => Number(ts))
  if (times.length === 0) {
    return []
  }
  const range = { from: Math.min(...times), to: Math.max(...times) + 1 }
  const statement = createStatement({ ...scope, ...range, search: { kind: 'all' } })
  const ids = statement.sql.texts(page.map(({ event_id }) => event_id))
  const rows = await store.query<EventRecord>(
    `SELECT * FROM (SELECT ${EVENT_SELECTION}
FROM ${statement.events} AND e.event_id IN (arrayMap(id -> toUInt64(id), ${ids})))
ORDER BY ts DESC, toUInt64(event_id) DESC`,
    statement.parameters(),
  )
  return rows.map(toFoundEvent)
}
