import type { Distribution } from '../../../protocol/analytics.ts'
import type { Unit } from '../../../protocol/dictionary/entry.ts'
import { findField } from '../../../protocol/fields.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import type { BarScale } from './barEdges.ts'
import { toBarEdges } from './barEdges.ts'
import type { Counted } from './facetGroups.ts'
import { selectCounted } from './facetGroups.ts'
import type { QueryScope } from './queryScope.ts'
import { toSessionColumn } from './queryScope.ts'
import { EVENT_FIELDS } from './search/searchField.ts'
import { SESSION_FIELDS } from './search/sessionField.ts'

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
  const { scale, value, exists } = toNumberField(key, counted)
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

interface NumberField {
  scale: BarScale
  value: string
  exists: string
}

const FRACTIONS: readonly Unit[] = ['score', 'percent', 'number']

function toNumberField(key: string, { of }: Counted): NumberField {
  const ofSessions = of === 'sessions' ? SESSION_FIELDS.get(key) : undefined
  const ofEvents = of === 'events' ? EVENT_FIELDS.get(key) : undefined
  const kind = (ofSessions ?? ofEvents)?.kind ?? 'text'
  if (!['duration', 'bytes', 'number'].includes(kind)) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `key: ${JSON.stringify(key.slice(0, 64))} is no number${of === 'sessions' ? ' of sessions' : ''}: GET /api/fields lists kinds`,
    )
  }
  const isFraction = FRACTIONS.includes(findField(key)?.unit ?? 'string')
  const scale = kind === 'duration' ? kind : isFraction ? 'fraction' : 'whole'
  return ofEvents
    ? { scale, value: ofEvents.value, exists: ofEvents.exists }
    : { scale, value: toSessionColumn(key), exists: '1' }
}
