import type { Count, Facets, Histogram } from '../../../protocol/analytics.ts'
import type { Store } from '../store/openStore.ts'
import type { Counted } from './facetGroups.ts'
import { groupByFacet, selectCounted } from './facetGroups.ts'
import { toSessionColumn } from './mergedSessions.ts'
import type { QueryScope } from './queryScope.ts'
import { createRangeBuckets } from './rangeBuckets.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'

type Reader = Pick<Store, 'query'>

export async function countAll(store: Reader, scope: QueryScope, counted: Counted): Promise<Count> {
  const source = selectCounted(scope, counted)
  const [row] = await store.query<{ count: string | number }>(
    `SELECT count() AS count FROM (SELECT 1 FROM ${source.sql})`,
    source.parameters,
  )
  return { count: Number(row?.count ?? 0) }
}

export async function countOverTime(
  store: Reader,
  scope: QueryScope,
  { counted, interval, zone }: { counted: Counted; interval: number; zone: string },
): Promise<Histogram> {
  const source = selectCounted(scope, counted)
  const buckets = createRangeBuckets(scope, { interval, zone })
  const time =
    counted.of === 'sessions' ? toSessionColumn('session_start') : 'toUnixTimestamp64Milli(e.ts)'
  const rows = await store.query<{ bucket: string | number; count: string | number }>(
    `SELECT bucket, count() AS count
FROM (SELECT ${buckets.toSql(time)} AS bucket FROM ${source.sql})
GROUP BY bucket`,
    { ...source.parameters, ...buckets.parameters },
  )
  const counts = new Map(rows.map(({ bucket, count }) => [Number(bucket), Number(count)]))
  return {
    interval,
    buckets: buckets.all.map(({ index, time }) => ({ time, count: counts.get(index) ?? 0 })),
  }
}

export interface FacetQuery {
  counted: Counted
  keys: readonly string[]
  limit: number
  /** Values that begin so, without regard to case. */
  prefix?: string
}

/** One pass over the data for all facets together. */
export async function countFacets(
  store: Reader,
  scope: QueryScope,
  { counted, keys, limit, prefix = '' }: FacetQuery,
): Promise<Facets> {
  const groups = groupByFacet(scope, { counted, keys, counts: 'count() AS count' })
  const rows = await store.query<{ facet: number; value: string; count: string | number }>(
    `${groups.names} SELECT facet, ${shorten('whole', SHORT_TEXT)} AS value, count FROM (${groups.sql})
WHERE value != '' AND startsWith(lowerUTF8(value), lowerUTF8({prefix:String}))
ORDER BY facet, count DESC, value
LIMIT {limit:UInt32} BY facet`,
    { ...groups.parameters, prefix: prefix.toWellFormed(), limit },
  )
  return {
    facets: keys.map((key, index) => ({
      key,
      values: rows
        .filter((row) => Number(row.facet) === index)
        .map((row) => ({ value: row.value, count: Number(row.count) })),
    })),
  }
}
