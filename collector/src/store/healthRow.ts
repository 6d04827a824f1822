import { toCount } from './columnValues.ts'
import type { EventColumn } from './eventColumns.ts'
import type { EventMap, EventRow } from './eventRow.ts'
import { PLACES } from './eventRow.ts'

/** Every column that an insert into `rum.session_health` names, in the order in which `toHealthRow` gives their values. */
export const HEALTH_COLUMNS = [
  'app_id',
  'day',
  'sid',
  'seq',
  'session_id',
  'person',
  'started',
  'duration',
  'status',
  'errors',
  'retention_days',
] as const

export type HealthRow = (string | number)[]

const NANOSECONDS_PER_MILLISECOND = 1_000_000
const MAX_ERRORS = 0xffff_ffff

/** The update of a session's health that a view line carries, if it carries one. */
export function toHealthRow(row: EventRow): HealthRow | undefined {
  const cell = (column: EventColumn): unknown => row[PLACES[column]]
  const tags = cell('tags') as Record<string, string>
  const nums = cell('nums') as Record<string, number>
  const sid = tags['session_sid'] ?? ''
  if (cell('type') !== 'view' || sid === '') {
    return undefined
  }
  const count = (name: string): number => toCount(nums[name] ?? 0) ?? 0
  const duration = count('session_duration')
  const record = tags['session_record_id'] ?? ''
  const started =
    record === ''
      ? Number(cell('session_start'))
      : Number(cell('ts')) +
        Math.round((Number(cell('duration')) - duration) / NANOSECONDS_PER_MILLISECOND)
  return [
    String(cell('app_id')),
    new Date(started).toISOString().slice(0, 10),
    sid,
    count('session_seq'),
    record || String(cell('session_id')),
    // A line of another session counts only for what it says of the record: its user may be the next one.
    tags['session_did'] || (record === '' ? String(cell('userid')) : ''),
    started,
    duration,
    tags['session_status'] ?? '',
    Math.min(count('session_errors'), MAX_ERRORS),
    Number(cell('retention_days')),
  ]
}

/** Returns the row without the health of another session, which would be taken for this one's, and stay when that one is erased. */
export function withoutForeignHealth(row: EventRow): EventRow {
  return row[PLACES.type] === 'view' && 'session_record_id' in (row[PLACES.tags] as object)
    ? row.map((cell) => (typeof cell === 'object' && cell !== null ? withoutHealth(cell) : cell))
    : row
}

const HEALTH_NAMES = new Set(
  ['sid', 'record_id', 'did', 'duration', 'status', 'errors', 'init', 'seq'].map(
    (name) => `session_${name}`,
  ),
)

function withoutHealth(map: EventMap): EventMap {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !HEALTH_NAMES.has(name)))
}
