import type { SESSION } from '../../../protocol/dictionary/session.ts'
import { FIELDS_OF_SESSIONS } from '../../../protocol/fields.ts'
import type { SessionSummary, ViewReference } from '../../../protocol/query.ts'
import { SESSION_FIELDS, SESSION_NAMES } from './search/sessionField.ts'
import { cutText, LONG_TEXT, SHORT_TEXT } from './shorten.ts'

type ViewTuple = [id: string, url: string, path: string, name: string, ...string[]]
type Person = 'userid' | 'user_name' | 'user_email'
type Names = Omit<
  SessionSummary,
  | keyof typeof SESSION
  | Person
  | 'app_id'
  | 'session_id'
  | 'session_first_view'
  | 'session_last_view'
>
type Counts = Record<keyof SessionSummary & `session_${string}_count`, string | number>

/** One merged session as the statement below selects it. Times are milliseconds. */
export interface SummaryRow extends Names, Counts {
  app_id: string
  session_id: string
  session_start: string | number
  time_spent: string | number
  person: [userid: string, userName: string, userEmail: string]
  session_has_crashed: number | boolean
  first: ViewTuple
  last: ViewTuple
}

const NAMES = FIELDS_OF_SESSIONS.filter(
  ({ key, ofSession }) => ofSession === 'listed' && SESSION_NAMES.includes(key),
).map(({ key }) => key as keyof Names)
const COUNTS = FIELDS_OF_SESSIONS.filter(({ unit }) => unit === 'count').map(
  ({ key }) => key as keyof Counts,
)
const OWN = ['session_start', 'time_spent', 'session_has_crashed', ...COUNTS]

/**
 * A text with one character more than it may have, which `toSessionSummary` cuts: `shorten` would have seven parts for each
 * column, and planning them takes longer than reading a session.
 */
function bound(text: string, characters: number): string {
  return `leftUTF8(${text}, ${characters + 1})`
}

/** @param state - column with the state of an aggregate of so many texts */
function boundTuple(state: string, aggregate: string, length: number): string {
  const whole = `whole_${state}`
  const parts = Array.from({ length }, (_, index) =>
    bound(
      `${index === 0 ? `(${aggregate}(s.${state}) AS ${whole})` : whole}.${index + 1}`,
      LONG_TEXT,
    ),
  )
  return `(${parts.join(', ')})`
}

/** Columns to be selected from `rum.sessions AS s` under `GROUP BY app_id, session_id`. */
export const SUMMARY_COLUMNS: string = [
  's.app_id AS app_id',
  's.session_id AS session_id',
  `${boundTuple('user', 'argMaxIfMerge', 3)} AS person`,
  `${boundTuple('first_view', 'argMinIfMerge', 5)} AS first`,
  `${boundTuple('last_view', 'argMaxIfMerge', 4)} AS last`,
  ...OWN.map((key) => `${SESSION_FIELDS.get(key)?.value} AS ${key}`),
  ...NAMES.map((name) => `${bound(`max(s.${name})`, SHORT_TEXT)} AS ${name}`),
].join(', ')

export function toSessionSummary(row: SummaryRow): SessionSummary {
  const cut = (text: string): string => cutText(text, LONG_TEXT)
  const [userid, userName, userEmail] = row.person
  return {
    app_id: row.app_id,
    session_id: row.session_id,
    session_start: Number(row.session_start),
    time_spent: Number(row.time_spent),
    userid: cut(userid),
    user_name: cut(userName),
    user_email: cut(userEmail),
    ...pick(NAMES, (name) => cutText(row[name], SHORT_TEXT)),
    session_has_crashed: Boolean(row.session_has_crashed),
    // Those of a session without a health record.
    session_status: '',
    session_health: row.session_has_crashed
      ? 'crashed'
      : Number(row.session_error_count) > 0
        ? 'errored'
        : 'healthy',
    session_referrer: cut(row.first[4] ?? ''),
    ...pick(COUNTS, (name) => Number(row[name])),
    session_first_view: toViewReference(row.first),
    session_last_view: toViewReference(row.last),
  }
}

function pick<Key extends string, Value>(
  keys: readonly Key[],
  toValue: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, toValue(key)])) as Record<Key, Value>
}

function toViewReference(view: ViewTuple): ViewReference {
  const [id = '', url = '', path = '', name = ''] = view.map((text) => cutText(text, LONG_TEXT))
  return { id, url, path, name }
}
