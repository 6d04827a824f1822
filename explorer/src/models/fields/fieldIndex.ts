import type { Field } from '../../../../protocol/analytics.ts'
import type { ListType } from '../explorer/listType.ts'
import { toEventType } from '../explorer/listType.ts'

/** Short names of the grammar, with the field that they stand for (of `user`, the first of three). */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['user', 'userid'],
  ['url', 'view_url'],
  ['path', 'view_path'],
  ['release', 'version'],
  ['session', 'session_id'],
  ['view', 'view_id'],
  ['message', 'error_message'],
  ['status', 'resource_status'],
])

/** Fields of a session that none of its events has. */
const SESSION_ONLY = /^session_(start|has_crashed|referrer|\w+_count|(first|last)_view_\w+)$/
/** Fields of a session that of all events only views have, with another meaning or as its latest value. */
const VIEW_ALSO: readonly string[] = ['time_spent', 'session_status']

export interface FieldIndex {
  readonly all: readonly Field[]
  /** Resolves aliases; `undefined` for custom attributes and unknown keys. */
  find(key: string): Field | undefined
  /** True if the search evaluates the key on the session itself, and not on its events. */
  isOfSession(key: string): boolean
  /** True if events or sessions of the list can match the key. Custom and unknown keys apply everywhere. */
  appliesTo(list: ListType, key: string): boolean
}

/** Indexes the collector's fields. Without fields, before they are loaded, every key applies to every list. */
export function createFieldIndex(fields: readonly Field[]): FieldIndex {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const find = (key: string): Field | undefined => byKey.get(ALIASES.get(key) ?? stripAt(key))
  return {
    all: fields,
    find,
    // `user` is about three fields, and so about events.
    isOfSession: (key) =>
      key !== 'user' && !key.startsWith('@') && (find(key)?.of_session ?? false),
    appliesTo(list, key) {
      const field = find(key)
      if (list === 'sessions' || field === undefined) {
        return true
      }
      if (field.of_session) {
        return VIEW_ALSO.includes(field.key) ? list === 'views' : !SESSION_ONLY.test(field.key)
      }
      return field.measurement === '' || field.measurement === toEventType(list)
    },
  }
}

/** `@env` is the known field `env`: the collector looks there before it looks at custom attributes. */
function stripAt(key: string): string {
  return key.replace(/^@?(custom|context)\.|^@/, '')
}
