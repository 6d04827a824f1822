import { COLLECTED, COMPUTED } from './dictionary/collected.ts'
import type { Entries, Entry, Section, Unit } from './dictionary/entry.ts'
import { SESSION } from './dictionary/session.ts'
import type { Measurement } from './measurements.ts'
import { COMMON, MEASUREMENTS } from './measurements.ts'

/** One entry of the dictionary with all that its place in it says. */
export interface Field extends Entry {
  readonly key: string
  readonly unit: Unit
  readonly place: 'tag' | 'field' | 'computed' | 'session'
  /** Absent if events of any measurement may have it. */
  readonly measurement?: Measurement
}

export type Language = 'en' | 'zh'

export const EVENT_TYPES: readonly Measurement[] = Object.keys(MEASUREMENTS) as Measurement[]

/** Fields that an SDK writes on lines of every measurement. */
export const WRITTEN_FIELDS: readonly Field[] = toFields(COMMON)

/** Fields that events of every measurement may have. */
export const COMMON_FIELDS: readonly Field[] = [...WRITTEN_FIELDS, ...toFields(COLLECTED)]

/** Fields that only the collector sets. */
export const COMPUTED_FIELDS: readonly Field[] = list(COMPUTED, { place: 'computed' })

/** Fields that only sessions have. */
export const OWN_SESSION_FIELDS: readonly Field[] = list(SESSION, { place: 'session' })

const OWN_FIELDS: Readonly<Record<Measurement, readonly Field[]>> = mapTypes((measurement) =>
  toFields(MEASUREMENTS[measurement], measurement),
)

/** Fields that lines of one measurement have and others do not, except for names that measurements share. */
export function fieldsOf(measurement: Measurement): readonly Field[] {
  return OWN_FIELDS[measurement]
}

/** Every field of an event. */
export const FIELDS_OF_EVENTS: readonly Field[] = [
  ...COMPUTED_FIELDS,
  ...COMMON_FIELDS,
  ...EVENT_TYPES.flatMap(fieldsOf),
]

/** Every field that a search over sessions knows as the session's own. */
export const FIELDS_OF_SESSIONS: readonly Field[] = [
  ...COMMON_FIELDS.filter(({ ofSession }) => ofSession !== undefined),
  ...OWN_SESSION_FIELDS,
]

/** Field of a name: of the measurement if one is given and has it, otherwise of any event, otherwise of sessions. */
export function findField(key: string, measurement?: Measurement): Field | undefined {
  const own = measurement === undefined ? [] : fieldsOf(measurement)
  return [...own, ...FIELDS_OF_EVENTS, ...FIELDS_OF_SESSIONS].find((field) => field.key === key)
}

/** Label of a name; the name itself for a custom attribute. */
export function fieldLabel(key: string, language: Language, measurement?: Measurement): string {
  return findField(key, measurement)?.label[language === 'en' ? 0 : 1] ?? key
}

/** Makes a table with one value for each measurement. */
export function mapTypes<Value>(
  toValue: (measurement: Measurement) => Value,
): Readonly<Record<Measurement, Value>> {
  const entries = EVENT_TYPES.map((measurement) => [measurement, toValue(measurement)] as const)
  return Object.fromEntries(entries) as Record<Measurement, Value>
}

function toFields({ tags, fields }: Section, measurement?: Measurement): Field[] {
  const of = measurement === undefined ? {} : { measurement }
  return [...list(tags, { place: 'tag', ...of }), ...list(fields, { place: 'field', ...of })]
}

function list(entries: Entries, shared: Pick<Field, 'place' | 'measurement'>): Field[] {
  return Object.entries(entries).map(([key, entry]) => ({
    key,
    unit: 'string',
    ...entry,
    ...shared,
  }))
}
