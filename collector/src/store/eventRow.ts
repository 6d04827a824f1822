import type { Measurement } from '../../../protocol/measurements.ts'
import { setEntry } from '../core/record.ts'
import type { AcceptedPoint } from './acceptedPoint.ts'
import { BEFORE_SESSION_MS } from './acceptedPoint.ts'
import { toCount, toFlag, toScore, toText } from './columnValues.ts'
import type { ColumnKind, ColumnSource, EventColumn } from './eventColumns.ts'
import { COMMON_TEXT_COLUMNS, EVENT_COLUMNS, MEASUREMENT_COLUMNS } from './eventColumns.ts'
import { computeEventIdentity } from './eventIdentity.ts'
import { computeFingerprint } from './fingerprint.ts'

type Scalar = string | number | boolean
/** Attributes of one type. */
export type EventMap = Record<string, Scalar>
type Cell = Scalar | null | EventMap
type Row = Record<EventColumn, Cell>
export type EventRow = Cell[]

const MAX_VERSION = 0xffff_ffff
const NANOSECONDS_PER_MILLISECOND = 1_000_000
const MILLISECONDS_PER_DAY = 86_400_000

type Converter = (value: Scalar) => Scalar | undefined

const CONVERTERS: Record<ColumnKind, Converter> = {
  text: toText,
  nanoseconds: toCount,
  count: toCount,
  score: toScore,
  flag: toFlag,
}

/** A row without a value: the empty text where nothing else is said. `null` goes to Nullable columns only. */
const EMPTY_CELLS: Partial<Row> = {
  duration: 0,
  fingerprint: 0,
  size: null,
  is_active: null,
  lcp: null,
  fcp: null,
  inp: null,
  ttfb: null,
  cls: null,
  loading_time: null,
}
const EMPTY_ROW: EventRow = EVENT_COLUMNS.map((column) => {
  const cell = EMPTY_CELLS[column]
  return cell === undefined ? '' : cell
})

/** Where a column's value is in a row. */
export const PLACES = Object.fromEntries(
  EVENT_COLUMNS.map((column, place) => [column, place]),
) as Record<EventColumn, number>

interface Target {
  place: number
  convert: Converter
}

/** Where a name goes that has a column, by measurement. A `Map`: names come from the network. */
const TARGETS = Object.fromEntries(
  Object.entries(MEASUREMENT_COLUMNS).map(([measurement, columns]) => [
    measurement,
    toTargets(columns),
  ]),
) as Record<Measurement, ReadonlyMap<string, Target>>

function toTargets(columns: readonly ColumnSource[]): ReadonlyMap<string, Target> {
  return new Map([
    ...(['app_id', ...COMMON_TEXT_COLUMNS] as const).map(
      (name) => [name, { place: PLACES[name], convert: toText }] as const,
    ),
    ...columns.map(
      ({ column, wireName, kind }) =>
        [wireName, { place: PLACES[column], convert: CONVERTERS[kind] }] as const,
    ),
  ])
}

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
  // What the page says about itself wins over what its arrival tells.
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
  // What has no column, by type: three maps, so that each value comes back as what it was.
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
