import type { Field } from '../../../../protocol/analytics.ts'
import type { Unit } from '../../../../protocol/dictionary/entry.ts'
import type { Field as DictionaryField } from '../../../../protocol/fields.ts'
import { FIELDS_OF_EVENTS, FIELDS_OF_SESSIONS } from '../../../../protocol/fields.ts'
import type { Measurement } from '../../../../protocol/measurements.ts'
import type { ListType } from '../explorer/listType.ts'
import { toEventType } from '../explorer/listType.ts'

/** Short names of the grammar, with the fields that each stands for. */
export const ALIASES: ReadonlyMap<string, readonly string[]> = collectAliases()

export interface FieldIndex {
  /** Every key of a search but custom attributes, as `GET /api/fields` has them. */
  readonly all: readonly Field[]
  /** Resolves aliases of one field; `undefined` for custom attributes and unknown keys. */
  find(key: string): Field | undefined
  /** True if the search evaluates the key on the session itself, and not on its events. */
  isOfSession(key: string): boolean
  /** True if events or sessions of the list can match the key. Custom and unknown keys apply everywhere. */
  appliesTo(list: ListType, key: string): boolean
}

const KINDS: Readonly<Record<Unit, Field['kind']>> = {
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

/** Computed for events of every measurement, but empty for all but one. */
const ONLY: Readonly<Record<string, Measurement>> = { fingerprint: 'error' }

/** Index of the dictionary. The collector serves the explorer of its own build, so both have the same fields. */
export const FIELD_INDEX: FieldIndex = createFieldIndex()

function createFieldIndex(): FieldIndex {
  const all = collectFields()
  const byKey = new Map(all.map((field) => [field.key, field]))
  const find = (key: string): Field | undefined => byKey.get(resolveKey(key)[0] ?? '')
  return {
    all,
    find,
    isOfSession: (key) =>
      !key.startsWith('@') &&
      resolveKey(key).length === 1 && // `user` is about three fields, and so about events
      (find(key)?.of_session ?? false),
    appliesTo(list, key) {
      const keys = resolveKey(key)
      return list === 'sessions' || find(key) === undefined || keys.some((one) => isOf(list, one))
    },
  }
}

function isOf(list: ListType, key: string): boolean {
  const type = toEventType(list)
  return FIELDS_OF_EVENTS.some(
    (field) => field.key === key && [undefined, type].includes(field.measurement ?? ONLY[key]),
  )
}

/**
 * Returns the fields of an alias, or the key itself. `@env` is the known field `env`, because every event may have it.
 * `@status` is a custom attribute: that logs have a field of this name does not keep other events from it.
 */
function resolveKey(key: string): readonly string[] {
  const name = key.replace(/^@?(custom|context)\.|^@/, '')
  const isOwn = name !== key && FIELDS_OF_EVENTS.some((one) => one.key === name && one.measurement)
  return ALIASES.get(key) ?? [isOwn ? key : name]
}

function collectFields(): Field[] {
  const ofSessions = FIELDS_OF_SESSIONS.map((field) => toField(field, { isOfSession: true }))
  const ofEvents = FIELDS_OF_EVENTS.filter(
    ({ key, isSearchable }) =>
      isSearchable !== false && !ofSessions.some((field) => field.key === key),
  ).map((field) => toField(field, { isOfSession: false }))
  // A name that measurements share is one field.
  return [...new Map([...ofSessions, ...ofEvents].map((field) => [field.key, field])).values()]
}

function toField(
  { key, unit, measurement, isFacet }: DictionaryField,
  { isOfSession }: { isOfSession: boolean },
): Field {
  const isShared = FIELDS_OF_EVENTS.some(
    (one) => one.key === key && one.measurement !== measurement,
  )
  return {
    key,
    kind: KINDS[unit],
    of_session: isOfSession,
    measurement: isOfSession || isShared ? '' : (measurement ?? ONLY[key] ?? ''),
    is_facet: isFacet ?? false,
  }
}

function collectAliases(): Map<string, string[]> {
  const aliases = new Map<string, string[]>()
  for (const { key, alias } of FIELDS_OF_EVENTS) {
    if (alias !== undefined) {
      aliases.set(alias, [...(aliases.get(alias) ?? []), key])
    }
  }
  return aliases
}
