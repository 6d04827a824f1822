import { COMMON_FIELDS, COMPUTED_FIELDS, fieldsOf, mapTypes } from '../../../protocol/fields.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import type { FoundEvent, SessionEvent } from '../../../protocol/query.ts'
import { setEntry } from '../core/record.ts'
import { toCursor } from '../http/cursor.ts'
import type { EventColumn, StoredField } from '../store/eventColumns.ts'
import { isText, withColumns } from '../store/eventColumns.ts'
import { isShortened } from './shorten.ts'

type Scalar = string | number | boolean

/** One event as `readEventPage` selects it: 64-bit integers may come as numbers or texts. */
export type EventRecord = Record<Exclude<EventColumn, 'tags' | 'nums' | 'flags'>, Scalar | null> & {
  type: Measurement
  tags: Record<string, string>
  nums: Record<string, number>
  flags: Record<string, boolean>
  /** 1 where attributes were left out. */
  has_less: number
}

const STORED: Readonly<Record<Measurement, readonly StoredField[]>> = mapTypes((measurement) =>
  withColumns([...COMPUTED_FIELDS, ...COMMON_FIELDS, ...fieldsOf(measurement)]),
)
const LISTED = mapTypes((measurement) => STORED[measurement].filter(({ isListed }) => isListed))
const OTHERS = mapTypes((measurement) =>
  STORED[measurement].filter(({ isListed, place }) => !isListed && place !== 'computed'),
)

/** Lists the columns of a file of events, which may be of several measurements. */
export function listEventKeys(measurements: readonly Measurement[]): string[] {
  const keys = measurements.flatMap((one) => LISTED[one].map(({ key }) => key))
  return ['app_id', 'session_id', ...new Set(keys), 'attributes']
}

export function toSessionEvent(row: EventRecord): SessionEvent {
  const listed = LISTED[row.type].map((field) => {
    const value = row[field.column as keyof EventRecord]
    return [field.key, isText(field) ? String(value) : Number(value)] as const
  })
  return {
    ...Object.fromEntries(listed),
    ...(row.type === 'error' && { fingerprint: String(row.fingerprint) }),
    attributes: toAttributes(row),
    ...(isShort(row) && { whole: toWholeId(row) }),
  } as SessionEvent // each key by the entry of the dictionary that the type is made of
}

function isShort({ has_less: hasLess, tags, ...row }: EventRecord): boolean {
  return Number(hasLess) > 0 || [row, tags].some((one) => Object.values(one).some(isShortened))
}

/** Id of an event for `GET /api/events/{id}`. */
function toWholeId({ app_id: appId, type, ts, event_id: hash }: EventRecord): string {
  return toCursor([String(appId), type, Number(ts), String(hash)])
}

/** Everything else, under its wire name and with its type. */
function toAttributes(row: EventRecord): Record<string, Scalar> {
  const attributes: Record<string, Scalar> = {}
  for (const { key, column } of OTHERS[row.type]) {
    const value = row[column as keyof EventRecord] as Scalar | null
    if (value !== null && value !== '') {
      attributes[key] = value
    }
  }
  for (const map of [row.tags, row.nums, row.flags]) {
    for (const [name, value] of Object.entries(map)) {
      setEntry<Scalar>(attributes, name, value)
    }
  }
  return attributes
}

export function toFoundEvent(row: EventRecord): FoundEvent {
  const { app_id: appId, session_id: sessionId } = row
  return { app_id: String(appId), session_id: String(sessionId), ...toSessionEvent(row) }
}
