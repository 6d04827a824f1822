import type { Measurement } from '../../../protocol/measurements.ts'
import type { AcceptedPoint } from '../acceptedPoint.ts'
import { BEFORE_SESSION_MS } from '../acceptedPoint.ts'
import { setEntry } from '../record.ts'
import { toCount, toFlag, toScore, toText } from './columnValues.ts'
import type { ColumnKind, EventColumn } from './eventColumns.ts'
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

const CONVERTERS: Record<ColumnKind, (value: Scalar) => Scalar | undefined> = {
  text: toText,
  nanoseconds: toCount,
  count: toCount,
  score: toScore,
  flag: toFlag,
}

/** A row without a value: the empty text where nothing else is said. `null` goes to Nullable columns only. */
const EMPTY_ROW: Row = {
  ...(Object.fromEntries(EVENT_COLUMNS.map((column) => [column, ''])) as Row),
  duration: 0,
  size: null,
  is_active: null,
  lcp: null,
  fcp: null,
  inp: null,
  ttfb: null,
  cls: null,
  loading_time: null,
}

/**
 * The values of one row of `rum.events`, in the order of `EVENT_COLUMNS`. No input gives a value that the
 * engine refuses: one such row would fail the batch that it shares with other people's events.
 */
export function toEventRow(point: AcceptedPoint): EventRow {
  const { retentionDays } = point
  const identity = computeEventIdentity(point)
  const rest = new Map<string, Scalar>([
    ...Object.entries(point.arrival), // first: what the page says about itself wins
    ...Object.entries(point.tags),
    ...Object.entries(point.fields),
  ])
  const row: Row = {
    ...EMPTY_ROW,
    type: point.measurement,
    ts: point.time,
    received_at: point.receivedAt,
    session_start: computeSessionStart(point, retentionDays),
    event_id: identity.hash,
    sdk_event_id: toText(identity.name),
    doc_version: computeVersion(point),
    handled: rest.get('error_handling') !== 'unhandled',
    fingerprint: point.measurement === 'error' ? toFingerprint(rest) : 0,
    retention_days: retentionDays,
  }
  rest.delete('event_id')
  moveToColumns(rest, row, point.measurement)
  Object.assign(row, toMaps(rest))
  return EVENT_COLUMNS.map((column) => row[column])
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

function toFingerprint(rest: ReadonlyMap<string, Scalar>): string {
  return computeFingerprint({
    type: String(rest.get('error_type') ?? ''),
    message: String(rest.get('error_message') ?? ''),
    stack: String(rest.get('error_stack') ?? ''),
  })
}

function moveToColumns(rest: Map<string, Scalar>, row: Row, measurement: Measurement): void {
  for (const name of ['app_id', ...COMMON_TEXT_COLUMNS] as const) {
    row[name] = toText(rest.get(name) ?? '')
    rest.delete(name)
  }
  for (const { column, wireName, kind } of MEASUREMENT_COLUMNS[measurement]) {
    const value = CONVERTERS[kind](rest.get(wireName) ?? '')
    if (value !== undefined && rest.delete(wireName)) {
      row[column] = value
    }
  }
  if (measurement === 'view') {
    row.name = row.view_url
  }
}

/** What has no column, by type: three maps, so that each value comes back as what it was. */
function toMaps(rest: Map<string, Scalar>): Pick<Row, 'tags' | 'nums' | 'flags'> {
  const tags: Record<string, string> = {}
  const nums: Record<string, number> = {}
  const flags: Record<string, boolean> = {}
  for (const [name, value] of rest) {
    const key = toText(name)
    if (typeof value === 'string') {
      setEntry(tags, key, toText(value))
    } else if (typeof value === 'number') {
      setEntry(nums, key, value)
    } else {
      setEntry(flags, key, value)
    }
  }
  return { tags, nums, flags }
}
