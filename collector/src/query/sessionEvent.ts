import type { FoundEvent } from '../../../protocol/analytics.ts'
import type { SessionEvent } from '../../../protocol/query.ts'
import { setEntry } from '../core/record.ts'
import { toCursor } from '../http/cursor.ts'
import type { EventColumn } from '../store/eventColumns.ts'
import { COMMON_TEXT_COLUMNS, MEASUREMENT_COLUMNS } from '../store/eventColumns.ts'
import { isShortened } from './shorten.ts'

type Scalar = string | number | boolean

/** One event as `readEventPage` selects it: 64-bit integers may come as numbers or texts. */
export type EventRecord = Record<Exclude<EventColumn, 'tags' | 'nums' | 'flags'>, Scalar | null> & {
  type: SessionEvent['type']
  tags: Record<string, string>
  nums: Record<string, number>
  flags: Record<string, boolean>
  /** 1 where attributes were left out. */
  has_less: number
}

/** Columns that a `SessionEvent` shows under a key of its own and not among the attributes. */
const SHOWN = new Set<EventColumn>([
  'view_id',
  'view_name',
  'view_url',
  'action_id',
  'name',
  'sub_type',
  'source',
  'status',
  'method',
  'stack',
  'duration',
])

export function toSessionEvent(row: EventRecord): SessionEvent {
  return {
    event_id: String(row.sdk_event_id),
    type: row.type,
    time: Number(row.ts),
    received_at: Number(row.received_at),
    duration: Number(row.duration),
    view_id: String(row.view_id),
    view_name: String(row.view_name),
    view_url: String(row.view_url),
    action_id: String(row.action_id),
    name: String(row.name),
    sub_type: String(row.sub_type),
    source: String(row.source),
    status: String(row.status),
    method: String(row.method),
    stack: String(row.stack),
    attributes: toAttributes(row),
    ...(isShort(row) && { whole: toWholeId(row) }),
  }
}

function isShort({ has_less: hasLess, tags, ...row }: EventRecord): boolean {
  return Number(hasLess) > 0 || [row, tags].some((one) => Object.values(one).some(isShortened))
}

/** What `GET /api/events/{id}` finds an event by. */
function toWholeId({ app_id: appId, type, ts, event_id: hash }: EventRecord): string {
  return toCursor([String(appId), type, Number(ts), String(hash)])
}

/** Everything else, under its wire name and with its type. */
function toAttributes(row: EventRecord): Record<string, Scalar> {
  const attributes: Record<string, Scalar> = {}
  for (const column of ['app_id', ...COMMON_TEXT_COLUMNS] as const) {
    addAttribute(attributes, column, SHOWN.has(column) ? '' : row[column])
  }
  for (const { column, wireName } of MEASUREMENT_COLUMNS[row.type]) {
    addAttribute(attributes, wireName, SHOWN.has(column) ? '' : (row[column] as Scalar | null))
  }
  for (const map of [row.tags, row.nums, row.flags]) {
    for (const [name, value] of Object.entries(map)) {
      setEntry<Scalar>(attributes, name, value)
    }
  }
  return attributes
}

function addAttribute(
  attributes: Record<string, Scalar>,
  name: string,
  value: Scalar | null,
): void {
  if (value !== null && value !== '') {
    attributes[name] = value
  }
}

export function toFoundEvent(row: EventRecord): FoundEvent {
  const { app_id: appId, session_id: sessionId } = row
  return { app_id: String(appId), session_id: String(sessionId), ...toSessionEvent(row) }
}
