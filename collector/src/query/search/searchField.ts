import type { Unit } from '../../../../protocol/dictionary/entry.ts'
import type { Field } from '../../../../protocol/fields.ts'
import { FIELDS_OF_EVENTS } from '../../../../protocol/fields.ts'
import type { Measurement } from '../../../../protocol/measurements.ts'
import { isText } from '../../store/eventColumns.ts'

/** `code`: a text that may be compared as a number, such as a status. */
export type FieldKind = 'text' | 'code' | 'duration' | 'bytes' | 'number' | 'flag'

/** One allow-listed name that may be searched for. Its SQL comes from the dictionary alone. */
export interface SearchField {
  key: string
  kind: FieldKind
  /** Expression over `rum.events AS e`; for events of a type that is not among `types`, the value of another name. */
  value: string
  /** Types of the events that have the name, where others keep another name in its column. */
  types?: readonly Measurement[]
  /** Condition that an event with a value fulfils. */
  exists: string
  /** The only measurement that has it. */
  measurement?: Measurement
  isFacet: boolean
}

export const UNIT_KINDS: Readonly<Record<Unit, FieldKind>> = {
  ns: 'duration',
  bytes: 'bytes',
  ms: 'number',
  count: 'number',
  score: 'number',
  percent: 'number',
  number: 'number',
  boolean: 'flag',
  string: 'text',
  code: 'code',
  json: 'text',
}

/** Columns that are no texts although their keys are searched as such. */
const COMPUTED: Readonly<Record<string, Partial<SearchField>>> = {
  type: { value: 'toString(e.type)', exists: '1' },
  fingerprint: { value: 'toString(e.fingerprint)', measurement: 'error' },
}

/** By name on the wire. */
export const EVENT_FIELDS: ReadonlyMap<string, SearchField> = new Map(
  FIELDS_OF_EVENTS.filter(({ isSearchable }) => isSearchable !== false).map((field) => [
    field.key,
    toSearchField(field),
  ]),
)

/** Words that stand for one name or several. */
export const ALIASES: ReadonlyMap<string, readonly string[]> = collectAliases()

function collectAliases(): Map<string, string[]> {
  const aliases = new Map<string, string[]>()
  for (const { key, alias } of FIELDS_OF_EVENTS) {
    if (alias !== undefined) {
      aliases.set(alias, [...(aliases.get(alias) ?? []), key])
    }
  }
  return aliases
}

function toSearchField(field: Field): SearchField {
  const { key, unit, measurement, isFacet = false } = field
  const isShared = FIELDS_OF_EVENTS.some(
    (one) => one.key === key && one.measurement !== measurement,
  )
  return {
    key,
    kind: UNIT_KINDS[unit],
    isFacet,
    ...(field.columnSince === undefined ? inMap(field) : inColumn(field)),
    ...(!isShared && measurement !== undefined && { measurement }),
    ...COMPUTED[key],
  }
}

/** Condition that events of some types fulfil. */
export function toTypeCondition(types: readonly Measurement[]): string {
  return `e.type IN (${types.map((type) => `'${type}'`).join(', ')})`
}

function inColumn(field: Field): Pick<SearchField, 'value' | 'exists' | 'types'> {
  const column = toColumn(field)
  const value = `e.${column}`
  const isFull =
    field.emptyCell === 0
      ? `${value} != 0`
      : isText(field)
        ? `${value} != ''`
        : `isNotNull(${value})`
  const sharers = FIELDS_OF_EVENTS.filter((one) => toColumn(one) === column)
  // The name of the column itself stands for all that is in it: a view's time is its duration.
  if (field.key === column || sharers.every(({ key }) => key === field.key)) {
    return { value, exists: isFull }
  }
  const types = sharers
    .filter(({ key }) => key === field.key)
    .flatMap(({ measurement }) => measurement ?? [])
  return { value, types, exists: `${toTypeCondition(types)} AND ${isFull}` }
}

/** `undefined` for a field that is kept in a map. */
function toColumn({ key, column = key, columnSince }: Field): string | undefined {
  return columnSince === undefined ? undefined : column
}

function inMap(field: Field): Pick<SearchField, 'value' | 'exists'> {
  const map = field.unit === 'boolean' ? 'flags' : isText(field) ? 'tags' : 'nums'
  return { value: `e.${map}['${field.key}']`, exists: `mapContains(e.${map}, '${field.key}')` }
}
