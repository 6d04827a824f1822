import type { Release, Releases } from '../../../protocol/analytics.ts'
import type { Store } from '../store/openStore.ts'
import type { QueryScope } from './queryScope.ts'
import { toSessionColumn as column, ofRecords, selectSessions } from './queryScope.ts'
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

const COLUMNS = ['version', 'userid', 'session_has_crashed', 'session_error_count']

/**
 * Each health record once, in its last state, with the session that it is of. A session without a record
 * counts by its errors: crashed where one was not handled, else errored where it has one.
 */
export async function listReleases(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { limit }: { limit: number },
): Promise<Releases> {
  const merged = selectSessions(scope, { columns: COLUMNS })
  const sessions = `SELECT app_id, session_id, ${column('version')} AS version, ${column('userid')} AS person,
    ${column('session_has_crashed')} AS has_crashed, ${column('session_error_count')} > 0 AS has_errors, ${column('session_start')} AS started
  FROM ${merged.sql}`
  const ofScope = ofRecords(scope)
  const records = selectRecords(
    `${ofScope.sql} AND (h.app_id, h.session_id) IN (SELECT app_id, session_id FROM found)`,
  )
  const rows = await store.query<Row>(
    `WITH found AS (${sessions}), outcomes AS (
  SELECT found.app_id AS app_id, version, started, if(r.person != '', r.person, found.person) AS person,
    if(r.sid != '', r.status = 'crashed', has_crashed) AS is_crashed,
    r.status = 'abnormal' AS is_abnormal,
    if(r.sid != '', r.errors > 0, has_errors) AS is_errored
  FROM found
  LEFT JOIN (${records}) AS r ON r.app_id = found.app_id AND r.session_id = found.session_id)
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
LIMIT {limit:UInt32}`,
    { ...merged.parameters, ...ofScope.parameters, limit },
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
