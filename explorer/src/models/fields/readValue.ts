import type { Vital } from '../../../../protocol/analytics.ts'
import type { FoundEvent, SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import type { RawValue } from '../search/filterValue.ts'
import { toCustomKey } from '../search/filterValue.ts'
import type { FieldIndex } from './fieldIndex.ts'

type EventRow = SessionEvent | FoundEvent

/** Returns an event's raw value of a key, for all that is shown, filtered and copied; `undefined` without one. */
export function readEventValue(event: EventRow, key: string): RawValue {
  if (key === 'user') {
    return toUser((name) => readEventValue(event, name))
  }
  if (key !== 'attributes' && Object.hasOwn(event, key)) {
    return toRaw((event as Readonly<Record<string, unknown>>)[key])
  }
  const name = key.replace(/^@?(custom|context)\.|^@/, '')
  return Object.hasOwn(event.attributes, name) ? event.attributes[name] : undefined
}

const VIEW_KEY = /^session_(first|last)_view_(id|url|path|name)$/

export function readSessionValue(session: SessionSummary, key: string): RawValue {
  if (key === 'user') {
    return toUser((name) => session[name])
  }
  const [, place, part] = VIEW_KEY.exec(key) ?? []
  if (part !== undefined) {
    const view = place === 'first' ? session.session_first_view : session.session_last_view
    return view[part as 'id']
  }
  return Object.hasOwn(session, key)
    ? toRaw((session as unknown as Record<string, unknown>)[key])
    : undefined
}

/** Returns the value of a group. A vital is its 75th percentile, and absent if no view of the group has it. */
export function readGroupValue(group: object, key: string): RawValue {
  const value = Object.hasOwn(group, key) ? (group as Record<string, unknown>)[key] : undefined
  return isVital(value) ? (value.count === 0 ? undefined : value.p75) : toRaw(value)
}

function isVital(value: unknown): value is Vital {
  return typeof value === 'object' && value !== null && 'p75' in value
}

type UserKey = 'user_name' | 'user_email' | 'userid'

/** The alias `user` finds all three; the first that is known is shown and filtered by. */
function toUser(read: (name: UserKey) => RawValue): RawValue {
  return read('user_name') || read('user_email') || read('userid') || undefined
}

/** A property of an event, with the key that filters by it. */
export interface Property {
  key: string
  /** Wire name, or the name of a custom attribute. */
  name: string
  value: RawValue
  isCustom: boolean
}

/** Parts of an answer that are no properties of the event. */
const NO_FIELDS: readonly string[] = [
  'whole',
  'resolved_stack',
  'resolved_causes',
  'resolved_handling_stack',
]

/** Lists all properties of an event that have a value: known ones first, then custom attributes, each by name. */
export function toProperties(event: EventRow, fields: FieldIndex): Property[] {
  const known = Object.keys(event)
    .filter((key) => key !== 'attributes' && !NO_FIELDS.includes(key))
    .map((name) => ({ key: name, name, value: readEventValue(event, name), isCustom: false }))
  const others = Object.entries(event.attributes).map(([name, value]) => {
    const isCustom = isCustomName(name, event, fields)
    return { key: isCustom ? toCustomKey(name) : name, name, value, isCustom }
  })
  return [...known, ...others]
    .filter(({ value }) => value !== undefined && value !== '')
    .sort((one, other) => Number(one.isCustom) - Number(other.isCustom) || compare(one, other))
}

/** Other events may have a custom attribute of the name that those of one type have a field of. */
export function isCustomName(name: string, { type }: EventRow, fields: FieldIndex): boolean {
  const field = fields.find(name)
  return field?.key !== name || !['', type].includes(field.measurement)
}

/** Searches over names and values, without regard to case. */
export function findProperties(properties: readonly Property[], text: string): Property[] {
  const wanted = text.trim().toLowerCase()
  return properties.filter(
    ({ name, value }) =>
      name.toLowerCase().includes(wanted) || String(value).toLowerCase().includes(wanted),
  )
}

function compare(one: Property, other: Property): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0
}

function toRaw(value: unknown): RawValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}
