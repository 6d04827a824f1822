import { ACTION } from './dictionary/action.ts'
import { COMMON_FIELDS } from './dictionary/commonFields.ts'
import { COMMON_TAGS } from './dictionary/commonTags.ts'
import type { Entries, Entry, Section, Unit } from './dictionary/entry.ts'
import { ERROR } from './dictionary/error.ts'
import { LOG } from './dictionary/log.ts'
import { LONG_TASK } from './dictionary/longTask.ts'
import { RESOURCE } from './dictionary/resource.ts'
import { VIEW } from './dictionary/view.ts'

/**
 * The dictionary of events, which is the wire contract as well: every measurement, tag and field that the SDK writes and
 * the collector reads. A name is defined once, in `dictionary/`, with its unit, column, label and meaning; `fields.ts`
 * lists what the collector and the explorer derive from it. The SDK imports only types (no byte of it ships to a browser).
 *
 * Names and meanings follow those that DataKit dashboards already rely on.
 */
export const COMMON = { tags: COMMON_TAGS, fields: COMMON_FIELDS } as const satisfies Section

export const MEASUREMENTS = {
  view: VIEW,
  resource: RESOURCE,
  action: ACTION,
  error: ERROR,
  long_task: LONG_TASK,
  log: LOG,
} as const satisfies Readonly<Record<string, Section>>

export type Measurement = keyof typeof MEASUREMENTS

export type UnitOf<E extends Entry> = E extends { readonly unit: infer U extends Unit }
  ? U
  : 'string'
type TextUnit = 'string' | 'code' | 'json'
type ValueOf<U extends Unit> = U extends TextUnit ? string : U extends 'boolean' ? boolean : number

type Known<E extends Entries> = { -readonly [K in keyof E]?: ValueOf<UnitOf<E[K]>> | undefined }

type Own<M extends Measurement> = (typeof MEASUREMENTS)[M]

/** Tags of one measurement. An `undefined` tag is unknown and omitted from the line. */
export type TagsOf<M extends Measurement> = Known<typeof COMMON_TAGS> & Known<Own<M>['tags']>

/** Fields of one measurement, in the units of the dictionary. */
export type FieldsOf<M extends Measurement> = Known<typeof COMMON_FIELDS> & Known<Own<M>['fields']>
