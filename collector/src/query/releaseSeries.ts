import type { Health, ReleaseSeries } from '../../../protocol/releases.ts'
import type { Store } from '../store/openStore.ts'
import type { HealthRow } from './health.ts'
import { HEALTH_COLUMNS, NO_SESSIONS, selectHealthSessions, toHealth, VERSION } from './health.ts'
import { toSessionColumn } from './mergedSessions.ts'
import type { QueryScope } from './queryScope.ts'
import { createRangeBuckets } from './rangeBuckets.ts'
import { toReleaseKey } from './releaseOrder.ts'
import { inEnvironment } from './releases.ts'

interface Row extends HealthRow {
  app_id: string
  version: string
  bucket: string | number
  /** 1 for the row of all sessions of the bucket. */
  is_total: number
  /** Place among the versions by sessions of the range, from 1. */
  place: string | number
}

export interface ReleaseSeriesQuery {
  env?: string | undefined
  interval: number
  zone: string
  /** Versions, those with the most sessions. */
  limit: number
}

/** Health over time: of all sessions, and of the versions with the most of them. */
export async function readReleaseSeries(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { env, interval, zone, limit }: ReleaseSeriesQuery,
): Promise<ReleaseSeries> {
  const sessions = selectHealthSessions(inEnvironment(scope, env))
  const buckets = createRangeBuckets(scope, { interval, zone })
  // Sessions are merged once: versions are chosen from the rows that were counted.
  const rows = await store.query<Row>(
    `SELECT * FROM (
  SELECT *, dense_rank() OVER (PARTITION BY is_total ORDER BY of_range DESC, app_id, version) AS place
  FROM (
    SELECT *, sum(sessions) OVER (PARTITION BY is_total, app_id, version) AS of_range
    FROM (
      SELECT app_id, version, bucket, grouping(version) AS is_total, ${HEALTH_COLUMNS}
      FROM (SELECT *, ${VERSION} AS version, ${buckets.toSql(toSessionColumn('session_start'))} AS bucket FROM ${sessions.sql})
      GROUP BY GROUPING SETS ((app_id, version, bucket), (bucket)))))
WHERE is_total = 1 OR place <= {limit:UInt32}
ORDER BY is_total, place, bucket`,
    { ...sessions.parameters, ...buckets.parameters, limit },
  )
  const toSeries = (own: readonly Row[]): Health[] => {
    const byBucket = new Map(own.map((row) => [Number(row.bucket), row]))
    return buckets.all.map(({ index }) => toHealth(byBucket.get(index) ?? NO_SESSIONS))
  }
  const totals = rows.filter((row) => Number(row.is_total) === 1)
  const byRelease = groupRows(rows.filter((row) => Number(row.is_total) === 0))
  return {
    interval,
    times: buckets.all.map(({ time }) => time),
    total: toSeries(totals),
    releases: [...byRelease.values()].map((own) => ({
      app_id: own[0]?.app_id ?? '',
      version: own[0]?.version ?? '',
      health: toSeries(own),
    })),
  }
}

/** In the order of their first rows. */
function groupRows(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = toReleaseKey(row)
    const group = groups.get(key)
    if (group) {
      group.push(row)
    } else {
      groups.set(key, [row])
    }
  }
  return groups
}
