import type { Unit } from '../../../protocol/dictionary/entry.ts'
import { COMMON_FIELDS, fieldsOf, mapTypes } from '../../../protocol/fields.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import { setEntry } from '../core/record.ts'
import type { AcceptedPoint } from './acceptedPoint.ts'
import { BEFORE_SESSION_MS } from './acceptedPoint.ts'
import { toCount, toFlag, toScore, toText } from './columnValues.ts'
import type { EventColumn } from './eventColumns.ts'
import { COLUMN_FIELDS, EVENT_COLUMNS, isText, withColumns } from './eventColumns.ts'
import { computeEventIdentity } from './eventIdentity.ts'
import { computeFingerprint } from './fingerprint.ts'

type Scalar = string | number | boolean
/** Attributes of one type. */
export type EventMap = Record<string, Scalar>
export type EventRow = (Scalar | null | EventMap)[]

const MAX_VERSION = 0xffff_ffff
const NANOSECONDS_PER_MILLISECOND = 1_000_000
const MILLISECONDS_PER_DAY = 86_400_000

type Converter = (value: Scalar) => Scalar | undefined

const CONVERTERS: Record<Unit, Converter> = {
  string: toText,
  code: toText,
  json: toText,
  ns: toCount,
  ms: toCount,
  bytes: toCount,
  count: toCount,
  score: toScore,
  percent: toScore,
  number: toScore,
  boolean: toFlag,
}

/** Cells of an event without the value. `null` goes to Nullable columns only. */
const EMPTY_CELLS = new Map(
  COLUMN_FIELDS.map((field) => [field.column, field.emptyCell ?? (isText(field) ? '' : null)]),
)
const EMPTY_ROW: EventRow = EVENT_COLUMNS.map((column) => {
  const cell = EMPTY_CELLS.get(column)
  return cell === undefined ? '' : cell
})

/** Index of each column in a row. */
export const PLACES = Object.fromEntries(
  EVENT_COLUMNS.map((column, place) => [column, place]),
) as Record<EventColumn, number>

interface Target {
  place: number
  convert: Converter
}

/** Places of the names that have a column, by measurement. A `Map`, because names come from the network. */
const TARGETS: Readonly<Record<Measurement, ReadonlyMap<string, Target>>> = mapTypes(
  (measurement) =>
    new Map(
      withColumns([...COMMON_FIELDS, ...fieldsOf(measurement)]).map(
        ({ key, column, unit }) =>
          [key, { place: PLACES[column], convert: CONVERTERS[unit] }] as const,
      ),
    ),
)

interface Maps {
  tags: Record<string, string>
  nums: Record<string, number>
  flags: Record<string, boolean>
}

/**
 * The values of one row of `rum.events`, in the order of `EVENT_COLUMNS`. No input gives a value that the
 * engine refuses: one such row would fail the batch that it shares with other people's events.
 *
 * Runs for every event: each value goes to its place at once, without a map of all of them in between.
 */
export function toEventRow(point: AcceptedPoint): EventRow {
  const { measurement, tags, fields, arrival, retentionDays } = point
  const row = EMPTY_ROW.slice()
  const maps: Maps = { tags: {}, nums: {}, flags: {} }
  const parts: RowParts = { row, maps, targets: TARGETS[measurement] }
  // The page's own statement wins over the facts of its arrival.
  putAll(parts, arrival, (name) => !(Object.hasOwn(tags, name) || Object.hasOwn(fields, name)))
  putAll(parts, tags, () => true)
  putAll(parts, fields, () => true)
  const identity = computeEventIdentity(point)
  row[PLACES.type] = measurement
  row[PLACES.ts] = point.time
  row[PLACES.received_at] = point.receivedAt
  row[PLACES.session_start] = computeSessionStart(point, retentionDays)
  row[PLACES.event_id] = identity.hash
  row[PLACES.sdk_event_id] = toText(identity.name)
  row[PLACES.doc_version] = computeVersion(point)
  row[PLACES.handled] = (fields['error_handling'] ?? tags['error_handling']) !== 'unhandled'
  row[PLACES.retention_days] = retentionDays
  row[PLACES.tags] = maps.tags
  row[PLACES.nums] = maps.nums
  row[PLACES.flags] = maps.flags
  if (measurement === 'error') {
    row[PLACES.fingerprint] = toFingerprint(point)
  } else if (measurement === 'view') {
    row[PLACES.name] = row[PLACES.view_url] ?? ''
  }
  return row
}

interface RowParts {
  row: EventRow
  maps: Maps
  targets: ReadonlyMap<string, Target>
}

function putAll(
  parts: RowParts,
  source: Readonly<Record<string, Scalar>>,
  counts: (name: string) => boolean,
): void {
  for (const name of Object.keys(source)) {
    if (name !== 'event_id' && counts(name)) {
      putValue(parts, name, source[name] ?? '')
    }
  }
}

function putValue({ row, maps, targets }: RowParts, name: string, value: Scalar): void {
  const target = targets.get(name)
  const cell = target?.convert(value)
  if (target !== undefined && cell !== undefined) {
    row[target.place] = cell
    return
  }
  // Values without a column, by type: three maps, so that each value comes back as what it was.
  const key = toText(name)
  if (typeof value === 'string') {
    setEntry(maps.tags, key, toText(value))
  } else if (typeof value === 'number') {
    setEntry(maps.nums, key, value)
  } else {
    setEntry(maps.flags, key, value)
  }
}

/** The version of a view that wins over its others; a foreign SDK's view grows with the time spent on it. */
function computeVersion({ measurement, fields }: AcceptedPoint): number {
  if (measurement !== 'view') {
    return 0
  }
  const { view_update: update = '', time_spent: timeSpent = 0 } = fields
  const version = toCount(update) ?? (toCount(timeSpent) ?? 0) / NANOSECONDS_PER_MILLISECOND
  return Math.min(Math.round(version), MAX_VERSION)
}

/** The day of a session's roll-up hangs on this: a start that cannot be is replaced by the event's time. */
function computeSessionStart({ fields, time }: AcceptedPoint, retentionDays: number): number {
  const { session_started: startedField = '' } = fields
  const started = toCount(startedField)
  const isPlausible =
    started !== undefined &&
    started <= time + BEFORE_SESSION_MS &&
    started > time - retentionDays * MILLISECONDS_PER_DAY
  return isPlausible ? started : time
}

function toFingerprint({ tags, fields }: AcceptedPoint): string {
  const read = (name: string): string => String(fields[name] ?? tags[name] ?? '')
  return computeFingerprint({
    type: read('error_type'),
    message: read('error_message'),
    stack: read('error_stack'),
  })
}
