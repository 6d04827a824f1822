import type { Release, Releases } from '../../../protocol/releases.ts'
import type { Store } from '../store/openStore.ts'
import type { HealthRow } from './health.ts'
import {
  HEALTH_COLUMNS,
  NO_SESSIONS,
  selectHealthSessions,
  toHealth,
  toShare,
  VERSION,
} from './health.ts'
import type { QueryScope } from './queryScope.ts'
import type { SeenRelease } from './releaseOrder.ts'
import { listSeenReleases, toReleaseKey } from './releaseOrder.ts'

interface Row extends HealthRow {
  app_id: string
  version: string
  /** 1 for the row of all versions of an application, and for that of all applications. */
  is_of_all_versions: number
  is_of_all_apps: number
}

export interface ReleasesQuery {
  env?: string | undefined
  limit: number
}

/** Health by version, of the sessions that started in the range. The release that was first seen last comes first. */
export async function listReleases(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { env, limit }: ReleasesQuery,
): Promise<Releases> {
  const counted = inEnvironment(scope, env)
  const [rows, seen] = await Promise.all([
    countReleases(store, counted),
    listSeenReleases(store, scope, env),
  ])
  const counts = toCounts(rows)
  const releases = seen.filter((one) => counts.has(toReleaseKey(one)))
  return {
    total: toHealth(counts.get(EVERYTHING) ?? NO_SESSIONS),
    releases: releases.slice(0, limit).map((one) => toRelease(one, counts)),
  }
}

export type HealthCounts = ReadonlyMap<string, Row>

/** One row for each version with sessions, one for each application, and one for all. */
export function countReleases(store: Pick<Store, 'query'>, scope: QueryScope): Promise<Row[]> {
  const sessions = selectHealthSessions(scope)
  return store.query<Row>(
    `SELECT app_id, ${VERSION} AS version, grouping(version) AS is_of_all_versions, grouping(app_id) AS is_of_all_apps,
  ${HEALTH_COLUMNS}
FROM ${sessions.sql}
GROUP BY GROUPING SETS ((app_id, version), (app_id), ())`,
    sessions.parameters,
  )
}

const ALL_VERSIONS = '\n'
const EVERYTHING = ''

/** By `toReleaseKey`; an application's own row has the version `ALL_VERSIONS`, and that of all the key `EVERYTHING`. */
export function toCounts(rows: readonly Row[]): HealthCounts {
  return new Map(rows.map((row) => [toCountKey(row), row]))
}

function toCountKey(row: Row): string {
  if (Number(row.is_of_all_apps) === 1) {
    return EVERYTHING
  }
  return toReleaseKey(
    Number(row.is_of_all_versions) === 1 ? { ...row, version: ALL_VERSIONS } : row,
  )
}

export function toRelease(seen: SeenRelease, counts: HealthCounts): Release {
  const health = toHealth(counts.get(toReleaseKey(seen)) ?? NO_SESSIONS)
  const all = toHealth(counts.get(toReleaseKey({ ...seen, version: ALL_VERSIONS })) ?? NO_SESSIONS)
  return {
    ...seen,
    ...health,
    adoption: all.sessions === 0 ? 0 : toShare(health.sessions, all.sessions),
    user_adoption: all.users === 0 ? 0 : toShare(health.users, all.users),
  }
}

/** The sessions of one environment. */
export function inEnvironment(scope: QueryScope, env: string | undefined): QueryScope {
  return env === undefined ? scope : withTerm(scope, 'env', env)
}

/** The rows whose text field has exactly one value. */
export function withTerm(scope: QueryScope, key: string, value: string): QueryScope {
  const term = { kind: 'match', key, column: 1, patterns: [[value]] } as const
  return { ...scope, search: { kind: 'and', nodes: [scope.search, term] } }
}
