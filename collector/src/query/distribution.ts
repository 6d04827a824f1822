import type { Distribution } from '../../../protocol/analytics.ts'
import type { Store } from '../store/openStore.ts'
import { toBarEdges } from './barEdges.ts'
import type { Counted } from './facetGroups.ts'
import { selectCounted } from './facetGroups.ts'
import { toNumberField } from './numberField.ts'
import type { QueryScope } from './queryScope.ts'

export interface DistributionQuery {
  counted: Counted
  key: string
  /** How many bars there are at most. */
  bars: number
}

/** Counts the values of a number field in bars. Rows without a value are in none. */
export async function countDistribution(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { counted, key, bars }: DistributionQuery,
): Promise<Distribution> {
  const { scale, value, exists } = toNumberField(key, counted, 'key')
  const source = selectCounted(scope, counted, { columns: [key] })
  // `isFinite` is false for NULL and NaN.
  const values = `SELECT toFloat64(assumeNotNull(${value})) AS v FROM ${source.sql} AND ${exists} AND isFinite(${value})`
  const [extent] = await store.query<Record<'count' | 'low' | 'low_above_zero' | 'high', number>>(
    `SELECT toFloat64(count()) AS count, min(v) AS low, minIf(v, v > 0) AS low_above_zero, max(v) AS high FROM (${values})`,
    source.parameters,
  )
  if (extent === undefined || Number(extent.count) === 0) {
    return { bars: [] }
  }
  const { low, low_above_zero: lowAboveZero, high } = extent
  const edges = toBarEdges({ low, lowAboveZero, high }, scale, bars)
  const rows = await store.query<{ edge: number; count: string | number }>(
    `SELECT roundDown(v, arrayMap(edge -> toFloat64(edge), {edges:Array(String)})) AS edge, count() AS count FROM (${values}) GROUP BY edge`,
    { ...source.parameters, edges: edges.slice(0, -1).map(String) },
  )
  const counts = new Map(rows.map(({ edge, count }) => [Number(edge), Number(count)]))
  return {
    bars: edges.slice(0, -1).map((from, index) => ({
      from,
      to: edges[index + 1] as number,
      count: counts.get(from) ?? 0,
    })),
  }
}
