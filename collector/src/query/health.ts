import type { Health } from '../../../protocol/releases.ts'
import { toSessionColumn } from './mergedSessions.ts'
import type { QueryScope } from './queryScope.ts'
import { selectSessions } from './queryScope.ts'
import type { SqlFragment } from './search/sqlParameters.ts'

/** Health of many sessions as the statement below counts it. */
export type HealthRow = Record<keyof Health | 'crashed_users', string | number>

/** Counts where there is no session. */
export const NO_SESSIONS: HealthRow = {
  ...{ sessions: 0, users: 0, crashed: 0, abnormal: 0, errored: 0, healthy: 0, crashed_users: 0 },
  ...{ crash_free_sessions: 1, crash_free_users: 1, errors: 0, sessions_with_errors: 0 },
  ...{ engaged: 0, views: 0, actions: 0, time_spent_p50: 0 },
}

const COLUMNS = [
  'version',
  'session_health',
  'time_spent',
  'session_view_count',
  'session_action_count',
  'session_error_count',
]

const [health, spent, views, actions, errors] = COLUMNS.slice(1).map(toSessionColumn)

/** Google Analytics 4 calls a session engaged that is longer than ten seconds or has two page views. */
const IS_ENGAGED = `${spent} > 10000000000 OR ${views} >= 2`

/** Aggregates over the rows of `selectHealthSessions`, under the names of `HealthRow`. */
export const HEALTH_COLUMNS: string = `count() AS sessions, uniqExactArray(persons) AS users,
  countIf(${health} = 'crashed') AS crashed, countIf(${health} = 'abnormal') AS abnormal,
  countIf(${health} = 'errored') AS errored, countIf(${health} = 'healthy') AS healthy,
  uniqExactArrayIf(persons, ${health} = 'crashed') AS crashed_users,
  sum(${errors}) AS errors, countIf(${errors} > 0) AS sessions_with_errors,
  countIf(${IS_ENGAGED}) AS engaged, sum(${views}) AS views, sum(${actions}) AS actions,
  round(quantileExactInclusive(0.5)(${spent})) AS time_spent_p50`

/** Column of the version in the rows of `selectHealthSessions`. */
export const VERSION: string = toSessionColumn('version')

/** `(…) WHERE …`: one row for each session of the scope, with all that its health is computed from. */
export function selectHealthSessions(scope: QueryScope): SqlFragment {
  return selectSessions(scope, { columns: COLUMNS, hasPersons: true })
}

export function toHealth(row: HealthRow): Health {
  const number = (name: keyof HealthRow): number => Number(row[name])
  const [sessions, users] = [number('sessions'), number('users')]
  return {
    sessions,
    users,
    crashed: number('crashed'),
    abnormal: number('abnormal'),
    errored: number('errored'),
    healthy: number('healthy'),
    crash_free_sessions: toShare(sessions - number('crashed'), sessions),
    crash_free_users: toShare(users - number('crashed_users'), users),
    errors: number('errors'),
    sessions_with_errors: number('sessions_with_errors'),
    engaged: number('engaged'),
    views: number('views'),
    actions: number('actions'),
    // NaN if there is no session.
    time_spent_p50: number('time_spent_p50') || 0,
  }
}

/** Returns 1 where there is nobody: nothing crashed. */
export function toShare(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
