import type { EventColumn } from '../store/eventColumns.ts'
import { COLUMN_FIELDS, EVENT_COLUMNS, isText } from '../store/eventColumns.ts'
import type { Store } from '../store/openStore.ts'
import type { SqlFragment } from './search/sqlParameters.ts'
import type { EventRecord } from './sessionEvent.ts'
import { hasLess, LONG_TEXT, SHORT_TEXT, STACK_TEXT, shorten, shortenMap } from './shorten.ts'

/** A page ends early where its events have more: what they have in memory, about what they have as JSON. */
const PAGE_BYTES = 8 * 2 ** 20
/** More than a shortened event has. */
const SHORT_EVENT_BYTES = 96 * 2 ** 10

const TIMES = ['ts', 'received_at', 'session_start']
const HASHES = ['event_id', 'fingerprint']
const MAPS = ['tags', 'nums', 'flags'] as const
/** Characters by the dictionary. Other questions are asked with ids, which the intake bounds. */
const LENGTHS = { id: 1024, long: LONG_TEXT, stack: STACK_TEXT } as const
const TEXTS = COLUMN_FIELDS.filter(
  (field) => isText(field) && ![...HASHES, 'type'].includes(field.column),
)

function select(column: EventColumn, isWhole: boolean): string {
  const value = `e.${column}`
  if (TIMES.includes(column)) {
    return `toUnixTimestamp64Milli(${value})`
  }
  if (HASHES.includes(column)) {
    return `toString(${value})` // a JSON number would round it
  }
  const map = MAPS.find((name) => name === column)
  const field = TEXTS.find((one) => one.column === column)
  if (isWhole || (map === undefined && field === undefined)) {
    return value
  }
  return map === undefined
    ? shorten(value, field?.text === undefined ? SHORT_TEXT : LENGTHS[field.text])
    : shortenMap(map)
}

/** Bytes of a whole event in memory. */
const SIZE = `byteSize(${[...TEXTS.map(({ column }) => column), ...MAPS].map((column) => `e.${column}`).join(', ')})`
const SHORT_SIZE = `least(${SIZE}, ${SHORT_EVENT_BYTES})`

function toSelection(isWhole: boolean): string {
  const columns = EVENT_COLUMNS.map((column) => `${select(column, isWhole)} AS ${column}`)
  return [...columns, `${isWhole ? '0' : MAPS.map(hasLess).join(' OR ')} AS has_less`].join(', ')
}

const SHORT_SELECTION = toSelection(false)
const WHOLE_SELECTION = toSelection(true)

/** Events of a page, in the order in which they are shown. */
export interface EventKey {
  type: string
  event_id: string
  ts: string | number
}

/**
 * Reads events whole or with long texts shortened: those of the keys, from the first on, that a page has room for;
 * one at least. To be called with keys that were found in narrow columns, so that nothing wide is ever sorted.
 *
 * @param source - `rum.events AS e … WHERE …`
 */
export async function readEventPage(
  store: Pick<Store, 'query'>,
  source: SqlFragment,
  { keys, isWhole = false }: { keys: readonly EventKey[]; isWhole?: boolean },
): Promise<EventRecord[]> {
  if (keys.length === 0) {
    return []
  }
  const needsSizes = isWhole || keys.length * SHORT_EVENT_BYTES > PAGE_BYTES
  const fitting = needsSizes ? await takeFitting(store, source, { keys, isWhole }) : keys
  const rows = await store.query<EventRecord>(
    `SELECT ${isWhole ? WHOLE_SELECTION : SHORT_SELECTION} FROM ${source.sql} AND ${IS_ONE_OF}`,
    { ...source.parameters, ids: toIds(fitting) },
  )
  const found = new Map<string, EventRecord>()
  for (const row of rows) {
    const former = found.get(toKey(row as EventKey))
    if (former === undefined || isNewer(row, former)) {
      found.set(toKey(row as EventKey), row)
    }
  }
  return fitting.flatMap((key) => found.get(toKey(key)) ?? [])
}

async function takeFitting(
  store: Pick<Store, 'query'>,
  source: SqlFragment,
  { keys, isWhole }: { keys: readonly EventKey[]; isWhole: boolean },
): Promise<EventKey[]> {
  const rows = await store.query<EventKey & { bytes: string | number }>(
    `SELECT e.type AS type, toString(e.event_id) AS event_id, toUnixTimestamp64Milli(e.ts) AS ts,
  max(${isWhole ? SIZE : SHORT_SIZE}) AS bytes
FROM ${source.sql} AND ${IS_ONE_OF} GROUP BY type, event_id, ts`,
    { ...source.parameters, ids: toIds(keys) },
  )
  const sizes = new Map(rows.map((row) => [toKey(row), Number(row.bytes)]))
  let left = PAGE_BYTES
  return keys.filter((key, index) => {
    left -= sizes.get(toKey(key)) ?? 0
    return left >= 0 || index === 0
  })
}

const IS_ONE_OF = 'e.event_id IN (arrayMap(id -> toUInt64(id), {ids:Array(String)}))'

function toIds(keys: readonly EventKey[]): string[] {
  return [...new Set(keys.map(({ event_id: id }) => id))]
}

function toKey({ type, event_id: id, ts }: EventKey): string {
  return `${type} ${id} ${ts}`
}

function isNewer(one: EventRecord, other: EventRecord): boolean {
  const [version, former] = [Number(one.doc_version), Number(other.doc_version)]
  return version === former ? Number(one.received_at) > Number(other.received_at) : version > former
}
