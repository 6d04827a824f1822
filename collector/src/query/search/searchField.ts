import type { Measurement, Unit } from '../../../../protocol/measurements.ts'
import { COMMON_FIELDS, COMMON_TAGS, MEASUREMENTS } from '../../../../protocol/measurements.ts'
import type { ColumnSource } from '../../store/eventColumns.ts'
import { COMMON_TEXT_COLUMNS, MEASUREMENT_COLUMNS } from '../../store/eventColumns.ts'

/** `code`: a text that may be compared as a number, such as a status. */
export type FieldKind = 'text' | 'code' | 'duration' | 'bytes' | 'number' | 'flag'

/** One allow-listed name that may be searched for. Its SQL comes from tables of this program alone. */
export interface SearchField {
  key: string
  kind: FieldKind
  /** Over `rum.events AS e`. */
  value: string
  /** Whether an event has it. */
  exists: string
  /** The only measurement that has it. */
  measurement?: Measurement
}

const UNIT_KINDS: Record<Unit, FieldKind> = {
  ns: 'duration',
  bytes: 'bytes',
  ms: 'number',
  count: 'number',
  score: 'number',
  percent: 'number',
  number: 'number',
  boolean: 'flag',
  string: 'text',
  json: 'text',
}

const COLUMN_KINDS = {
  text: 'text',
  nanoseconds: 'duration',
  count: 'bytes',
  score: 'number',
  flag: 'flag',
} as const

/** Under their names on the wire. */
export const EVENT_FIELDS: ReadonlyMap<string, SearchField> = collectFields()

function collectFields(): Map<string, SearchField> {
  const fields = new Map<string, SearchField>()
  const add = (field: SearchField): void => {
    if (!fields.has(field.key)) {
      fields.set(field.key, field)
    }
  }
  for (const column of ['app_id', ...COMMON_TEXT_COLUMNS]) {
    add(inColumn(column, column, 'text'))
  }
  add({ ...inColumn('type', 'type', 'text'), value: 'toString(e.type)', exists: '1' })
  add(inColumn('event_id', 'sdk_event_id', 'text'))
  add({ ...inColumn('duration', 'duration', 'duration'), exists: 'e.duration > 0' })
  add({
    ...inColumn('fingerprint', 'fingerprint', 'text'),
    value: 'toString(e.fingerprint)',
    exists: 'e.fingerprint != 0',
    measurement: 'error',
  })
  for (const measurement of Object.keys(MEASUREMENTS) as Measurement[]) {
    collectOf(measurement).forEach(add)
  }
  for (const name of COMMON_TAGS) {
    add(inMap(name, 'text'))
  }
  for (const [name, unit] of Object.entries(COMMON_FIELDS)) {
    add(inMap(name, UNIT_KINDS[unit]))
  }
  // What the collector adds of its own.
  add(inMap('ip', 'text'))
  add(inMap('is_bot', 'flag'))
  add(inMap('client_time', 'number'))
  return fields
}

function collectOf(measurement: Measurement): SearchField[] {
  const { tags, fields } = MEASUREMENTS[measurement]
  return [
    ...MEASUREMENT_COLUMNS[measurement].map(toColumnField),
    ...tags.map((name) => inMap(name, 'text')),
    ...Object.entries(fields).map(([name, unit]) => inMap(name, UNIT_KINDS[unit])),
  ].map((field) => ({ ...field, measurement }))
}

function toColumnField({ column, wireName, kind }: ColumnSource): SearchField {
  const field = inColumn(wireName, column, COLUMN_KINDS[kind])
  if (column === 'duration') {
    return { ...field, exists: 'e.duration > 0' }
  }
  if (kind !== 'text') {
    return { ...field, exists: `isNotNull(e.${column})` }
  }
  return wireName === 'resource_status' ? { ...field, kind: 'code' } : field
}

function inColumn(key: string, column: string, kind: FieldKind): SearchField {
  return { key, kind, value: `e.${column}`, exists: `e.${column} != ''` }
}

function inMap(key: string, kind: FieldKind): SearchField {
  const map = kind === 'flag' ? 'flags' : kind === 'text' ? 'tags' : 'nums'
  return { key, kind, value: `e.${map}['${key}']`, exists: `mapContains(e.${map}, '${key}')` }
}
