import type { COLLECTED, COMPUTED } from '../../../protocol/dictionary/collected.ts'
import type { Entries } from '../../../protocol/dictionary/entry.ts'
import type { Field } from '../../../protocol/fields.ts'
import { FIELDS_OF_EVENTS } from '../../../protocol/fields.ts'
import type { COMMON, MEASUREMENTS } from '../../../protocol/measurements.ts'

type ColumnsOf<E extends Entries> = {
  [K in keyof E & string]: E[K] extends { readonly column: infer Name extends string }
    ? Name
    : E[K] extends { readonly columnSince: number }
      ? K
      : never
}[keyof E & string]

type AnySection =
  | typeof COMMON
  | typeof COLLECTED
  | (typeof MEASUREMENTS)[keyof typeof MEASUREMENTS]
type SectionColumns<S extends AnySection> = S extends AnySection
  ? ColumnsOf<S['tags']> | ColumnsOf<S['fields']>
  : never

/** Columns without a name on the wire: what the collector computes, and attributes by type. */
const OWN_COLUMNS = [
  'event_id',
  'session_start',
  'doc_version',
  'handled',
  'tags',
  'nums',
  'flags',
  'retention_days',
] as const

export type EventColumn =
  | (typeof OWN_COLUMNS)[number]
  | ColumnsOf<typeof COMPUTED>
  | SectionColumns<AnySection>

/** A field that has a column: it leaves the attribute maps when an event is written and returns when it is read. */
export interface StoredField extends Field {
  readonly column: EventColumn
  readonly columnSince: number
}

/** Selects the fields that have a column. Other fields are kept as attributes. */
export function withColumns(fields: readonly Field[]): StoredField[] {
  return fields.flatMap((field) => {
    const { key, column = key, columnSince } = field
    return columnSince === undefined ? [] : { ...field, columnSince, column: column as EventColumn }
  })
}

/** Fields of the dictionary that have a column, one for each column, although measurements share some. */
export const COLUMN_FIELDS: readonly StoredField[] = [
  ...new Map(withColumns(FIELDS_OF_EVENTS).map((field) => [field.column, field])).values(),
]

/**
 * Every column that an insert names, in the order in which `toEventRow` gives their values. New columns come last, so that
 * rows that were spooled before an update still fit.
 */
export const EVENT_COLUMNS: readonly EventColumn[] = [
  ...OWN_COLUMNS,
  ...[...COLUMN_FIELDS]
    .sort((one, other) => one.columnSince - other.columnSince)
    .map(({ column }) => column),
]

/** True of a field whose column holds text. */
export function isText({ unit }: Pick<Field, 'unit'>): boolean {
  return unit === 'string' || unit === 'code' || unit === 'json'
}
