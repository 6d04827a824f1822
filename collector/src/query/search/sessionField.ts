import type { SESSION } from '../../../../protocol/dictionary/session.ts'
import { FIELDS_OF_SESSIONS } from '../../../../protocol/fields.ts'
import type { FieldKind } from './searchField.ts'
import { UNIT_KINDS } from './searchField.ts'

/** A key of the session itself. */
export interface SessionField {
  key: string
  kind: FieldKind
  /** An aggregate over `rum.sessions AS s`, grouped by session. */
  value: string
  /** The value of a session beside its record, which is `h`; `merged` is the name of the aggregate above. */
  withRecord?: (merged: string) => string
  /** Set of event ids, one for each row, whose union is what the value counts. */
  setOf?: string
  isFacet: boolean
}

const FIRST_VIEW = 'argMinIfMerge(s.first_view)'
const LAST_VIEW = 'argMaxIfMerge(s.last_view)'
const START = 'toUnixTimestamp64Milli(min(s.start_ts))'
const END = 'toUnixTimestamp64Milli(max(s.end_ts))'

/** Aggregates of the keys that are not the highest value of a column of their name. */
const VALUES: Readonly<
  Record<keyof typeof SESSION | 'app_id' | 'session_id' | 'user_name' | 'user_email', string>
> = {
  app_id: 'any(s.app_id)',
  session_id: 'any(s.session_id)',
  user_name: 'argMaxIfMerge(s.user).2',
  user_email: 'argMaxIfMerge(s.user).3',
  session_start: START,
  time_spent: `1000000 * (${END} - ${START})`,
  session_has_crashed: '(max(s.crashed) = 1)',
  session_status: "''",
  session_health: `multiIf(max(s.crashed) = 1, 'crashed', max(finalizeAggregation(s.errors) > 0), 'errored', 'healthy')`,
  session_referrer: `${FIRST_VIEW}.5`,
  session_view_count: 'uniqExactIfMerge(s.views)',
  session_resource_count: 'uniqExactIfMerge(s.resources)',
  session_action_count: 'uniqExactIfMerge(s.actions)',
  session_error_count: 'uniqExactIfMerge(s.errors)',
  session_long_task_count: 'uniqExactIfMerge(s.long_tasks)',
  session_first_view_id: `${FIRST_VIEW}.1`,
  session_first_view_url: `${FIRST_VIEW}.2`,
  session_first_view_path: `${FIRST_VIEW}.3`,
  session_first_view_name: `${FIRST_VIEW}.4`,
  session_last_view_id: `${LAST_VIEW}.1`,
  session_last_view_url: `${LAST_VIEW}.2`,
  session_last_view_path: `${LAST_VIEW}.3`,
  session_last_view_name: `${LAST_VIEW}.4`,
}

const COUNTED_SET = /^uniqExactIfMerge\((.+)\)$/

const WITH_RECORD: Readonly<Record<string, (merged: string) => string>> = {
  session_status: () => 'h.status',
  session_health: (merged) => `if(h.health != '', h.health, ${merged})`,
}

/** By the name that the API's session has for it. */
export const SESSION_FIELDS: ReadonlyMap<string, SessionField> = new Map(
  FIELDS_OF_SESSIONS.map(({ key, unit, isFacet = false }) => {
    const value = Object.hasOwn(VALUES, key) ? VALUES[key as keyof typeof VALUES] : `max(s.${key})`
    const withRecord = WITH_RECORD[key]
    const setOf = COUNTED_SET.exec(value)?.[1]
    const optional = { ...(withRecord && { withRecord }), ...(setOf && { setOf }) }
    return [key, { key, kind: UNIT_KINDS[unit], value, isFacet, ...optional }]
  }),
)

/** Columns of few values each. */
export const SESSION_NAMES: readonly string[] = FIELDS_OF_SESSIONS.filter(
  ({ key, isFacet, place }) => isFacet && place !== 'session' && !Object.hasOwn(VALUES, key),
).map(({ key }) => key)
