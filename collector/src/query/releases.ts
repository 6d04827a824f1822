import type { Release, Releases } from '../../../protocol/analytics.ts'
import type { Store } from '../store/openStore.ts'
import type { QueryScope } from './queryScope.ts'
import { createStatement } from './queryScope.ts'
import { selectRecords } from './sessionHealth.ts'

type Numbers =
  | 'sessions'
  | 'users'
  | 'crashed'
  | 'abnormal'
  | 'errored'
  | 'crashed_users'
  | 'first_seen'
  | 'last_seen'
  | 'all_sessions'
  | 'all_users'

type Row = Record<Numbers, string | number> & { app_id: string; version: string }

/** A debug session may have begun before the range, or go on after it. */
const AROUND_MS = 86_400_000

/**
 * Counts each health record once, in its last state, with its session. A session without a record counts by its
 * errors: crashed if one was not handled, else errored if it has one. A debug session renames the events of a session,
 * and counts as that one.
 */
export async function listReleases(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { limit }: { limit: number },
): Promise<Releases> {
  const statement = createStatement(scope)
  const { sql } = statement
  const column = statement.sessionColumn
  const sessions = `SELECT app_id, session_id, ${column('version')} AS version, ${column('userid')} AS person,
    ${column('session_has_crashed')} AS has_crashed, ${column('session_error_count')} > 0 AS has_errors, ${column('session_start')} AS started
  FROM ${statement.sessions}`
  const records = selectRecords(
    `${statement.ofRecords} AND (h.app_id, h.session_id) IN (SELECT app_id, session_id FROM visits)`,
  )
  const time = (ms: number): string => `fromUnixTimestamp64Milli(${sql.integer(ms)}, 'UTC')`
  const renamed = `SELECT DISTINCT e.app_id AS app_id, e.session_id AS session_id, e.tags['session_record_id'] AS base
  FROM rum.events AS e
  WHERE ${statement.applicationOf('e')} AND e.type = 'view'
    AND e.ts >= ${time(scope.from - AROUND_MS)} AND e.ts < ${time(scope.to + AROUND_MS)}
    AND e.flags['session_debug'] AND base != ''`
  const visits = `SELECT app_id, session_id, argMin(found_version, is_debug) AS version,
    argMin(found_person, is_debug) AS person, max(crashed_one) AS has_crashed, max(errors_one) AS has_errors,
    min(found_started) AS started
  FROM (
    SELECT app_id, session_id, version AS found_version, person AS found_person, has_crashed AS crashed_one,
      has_errors AS errors_one, started AS found_started, 0 AS is_debug
    FROM found WHERE (app_id, session_id) NOT IN (SELECT app_id, session_id FROM renamed)
    UNION ALL
    SELECT found.app_id AS app_id, renamed.base AS session_id, version AS found_version, person AS found_person,
      has_crashed AS crashed_one, has_errors AS errors_one, started AS found_started, 1 AS is_debug
    FROM found INNER JOIN renamed ON renamed.app_id = found.app_id AND renamed.session_id = found.session_id)
  GROUP BY app_id, session_id`
  const rows = await store.query<Row>(
    `WITH found AS (${sessions}), renamed AS (${renamed}), visits AS (${visits}), outcomes AS (
  SELECT visits.app_id AS app_id, version, started, if(r.person != '', r.person, visits.person) AS person,
    if(r.sid != '', r.status = 'crashed', has_crashed) AS is_crashed,
    r.status = 'abnormal' AS is_abnormal,
    if(r.sid != '', r.errors > 0, has_errors) AS is_errored
  FROM visits
  LEFT JOIN (${records}) AS r ON r.app_id = visits.app_id AND r.session_id = visits.session_id)
SELECT app_id, version, count() AS sessions, uniqExactIf(person, person != '') AS users,
  countIf(is_crashed) AS crashed, countIf(is_abnormal AND NOT is_crashed) AS abnormal,
  countIf(is_errored AND NOT is_crashed AND NOT is_abnormal) AS errored,
  uniqExactIf(person, person != '' AND is_crashed) AS crashed_users,
  min(started) AS first_seen, max(started) AS last_seen,
  sum(count()) OVER (PARTITION BY app_id) AS all_sessions,
  any(totals.all_users) AS all_users
FROM outcomes
LEFT JOIN (SELECT app_id, uniqExactIf(person, person != '') AS all_users FROM outcomes GROUP BY app_id) AS totals
USING (app_id)
GROUP BY app_id, version
ORDER BY last_seen DESC, app_id, version
LIMIT ${sql.integer(limit)}`,
    statement.parameters(),
  )
  return { releases: rows.map(toRelease) }
}

function toRelease(row: Row): Release {
  const number = (name: Numbers): number => Number(row[name])
  const [sessions, users, crashed] = [number('sessions'), number('users'), number('crashed')]
  return {
    app_id: row.app_id,
    version: row.version,
    sessions,
    users,
    crashed,
    abnormal: number('abnormal'),
    errored: number('errored'),
    healthy: sessions - crashed - number('abnormal') - number('errored'),
    crash_free_sessions: share(sessions - crashed, sessions),
    crash_free_users: share(users - number('crashed_users'), users),
    adoption: share(sessions, number('all_sessions')),
    user_adoption: share(users, number('all_users')),
    first_seen: number('first_seen'),
    last_seen: number('last_seen'),
  }
}

/** 1 where nobody is: nothing crashed. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
