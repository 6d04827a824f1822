import { setEntry } from '../core/record.ts'
import type { EventColumn, StoredField } from '../store/eventColumns.ts'
import { COLUMN_FIELDS, EVENT_COLUMNS, isText } from '../store/eventColumns.ts'
import type { Store } from '../store/openStore.ts'
import type { SqlFragment } from './search/sqlParameters.ts'
import type { EventRecord } from './sessionEvent.ts'
import {
  cutText,
  hasLess,
  LONG_TEXT,
  SHORT_TEXT,
  STACK_TEXT,
  shorten,
  shortenMap,
} from './shorten.ts'

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

const toLimit = ({ text }: StoredField): number => (text === undefined ? SHORT_TEXT : LENGTHS[text])

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
  return map === undefined ? shorten(value, field ? toLimit(field) : SHORT_TEXT) : shortenMap(map)
}

/** Shortens the texts of a row that was read whole, as the statement would. */
function cutTexts(row: EventRecord): void {
  for (const field of TEXTS) {
    const column = field.column as 'name'
    row[column] = cutText(row[column], toLimit(field))
  }
  for (const [name, text] of Object.entries(row.tags)) {
    setEntry(row.tags, name, cutText(text, LONG_TEXT))
  }
}

/** Bytes of a whole event in memory. */
const SIZE = `byteSize(${[...TEXTS.map(({ column }) => column), ...MAPS].map((column) => `e.${column}`).join(', ')})`
const SHORT_SIZE = `least(${SIZE}, ${SHORT_EVENT_BYTES})`

const HAS_LESS = MAPS.map(hasLess).join(' OR ')

function toSelection(isWhole: boolean): string {
  const columns = EVENT_COLUMNS.map((column) => `${select(column, isWhole)} AS ${column}`)
  return [...columns, `${isWhole ? '0' : HAS_LESS} AS has_less`].join(', ')
}

const SHORT_SELECTION = toSelection(false)
const WHOLE_SELECTION = toSelection(true)

/** Events of a page, in the order in which they are shown. */
export interface EventKey {
  type: string
  event_id: string
  ts: string | number
  /** Version of the event that is shown, the newest; absent where all versions are read. */
  doc_version?: string | number
}

/**
 * Reads events whole or with long texts shortened: those of the keys, from the first on, that a page has room for;
 * one at least. To be called with keys that were found in narrow columns, so that nothing wide is ever sorted.
 *
 * Most events are small. All that have no more than an equal share of the page are read at once, and then the larger ones
 * that fit: reading every column of every event for their sizes first took as long as reading them. The small ones are
 * shortened here, because the engine took longer to plan a statement that does it than to answer it (0153).
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
  const page = { store, source, isWhole }
  const small = await readSmall(page, keys)
  const large = keys.filter((key) => !small.has(toKey(key)))
  if (large.length === 0) {
    return keys.flatMap((key) => small.get(toKey(key)) ?? [])
  }
  const sizes = await readSizes(page, large)
  const fitting = takeFitting(keys, (key) => small.get(toKey(key))?.bytes ?? sizes.get(toKey(key)))
  const others = fitting.filter((key) => sizes.has(toKey(key)))
  const read = others.length === 0 ? small : await readRows(page, others)
  return fitting.flatMap((key) => small.get(toKey(key)) ?? read.get(toKey(key)) ?? [])
}

interface PageSource {
  store: Pick<Store, 'query'>
  source: SqlFragment
  isWhole: boolean
}

interface SizedRecord extends EventRecord {
  bytes: string | number
}

/** Events that have no more than an equal share of the page, and no attributes to leave out. */
async function readSmall(
  { store, source, isWhole }: PageSource,
  keys: readonly EventKey[],
): Promise<Map<string, SizedRecord>> {
  const share = Math.floor(PAGE_BYTES / keys.length)
  const rows = await store.query<SizedRecord>(
    `SELECT ${WHOLE_SELECTION}, ${SIZE} AS bytes FROM ${source.sql} AND ${IS_ONE_OF}
  AND ${SIZE} <= {most:UInt64}${isWhole ? '' : ` AND NOT (${HAS_LESS})`}`,
    {
      ...source.parameters,
      ids: toIds(keys),
      most: isWhole ? share : Math.min(share, SHORT_EVENT_BYTES),
    },
  )
  if (!isWhole) {
    rows.forEach(cutTexts)
  }
  return takeNewest(rows, keys)
}

async function readRows(
  { store, source, isWhole }: PageSource,
  keys: readonly EventKey[],
): Promise<Map<string, SizedRecord>> {
  const rows = await store.query<SizedRecord>(
    `SELECT ${isWhole ? WHOLE_SELECTION : SHORT_SELECTION}, ${isWhole ? SIZE : SHORT_SIZE} AS bytes FROM ${source.sql} AND ${IS_ONE_OF}`,
    { ...source.parameters, ids: toIds(keys) },
  )
  return takeNewest(rows, keys)
}

/** The newest version of each event. */
function takeNewest(
  rows: readonly SizedRecord[],
  keys: readonly EventKey[],
): Map<string, SizedRecord> {
  const versions = new Map(keys.map((key) => [toKey(key), key.doc_version]))
  const found = new Map<string, SizedRecord>()
  for (const row of rows) {
    const key = toKey(row as unknown as EventKey)
    // An older version may be small where the newest is not.
    const version = versions.get(key) ?? row.doc_version
    const former = found.get(key)
    if (Number(version) === Number(row.doc_version) && (!former || isNewer(row, former))) {
      found.set(key, row)
    }
  }
  return found
}

function isNewer(one: EventRecord, other: EventRecord): boolean {
  const [version, former] = [Number(one.doc_version), Number(other.doc_version)]
  return version === former ? Number(one.received_at) > Number(other.received_at) : version > former
}

async function readSizes(
  { store, source, isWhole }: PageSource,
  keys: readonly EventKey[],
): Promise<Map<string, number>> {
  const rows = await store.query<EventKey & { bytes: string | number }>(
    `SELECT e.type AS type, toString(e.event_id) AS event_id, toUnixTimestamp64Milli(e.ts) AS ts,
  max(${isWhole ? SIZE : SHORT_SIZE}) AS bytes
FROM ${source.sql} AND ${IS_ONE_OF} GROUP BY type, event_id, ts`,
    { ...source.parameters, ids: toIds(keys) },
  )
  return new Map(rows.map((row) => [toKey(row), Number(row.bytes)]))
}

function takeFitting(
  keys: readonly EventKey[],
  sizeOf: (key: EventKey) => string | number | undefined,
): EventKey[] {
  let left = PAGE_BYTES
  return keys.filter((key, index) => {
    left -= Number(sizeOf(key) ?? 0)
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
