import type { Vital, VitalGroup, VitalGroups } from '../../../protocol/analytics.ts'
import type { Store } from '../store/openStore.ts'
import type { QueryScope } from './queryScope.ts'
import { selectEvents } from './queryScope.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'

/**
 * Good up to the first, poor above the second; ns, and a score for `cls`.
 * @see https://web.dev/articles/defining-core-web-vitals-thresholds
 */
const THRESHOLDS = {
  lcp: [2_500_000_000, 4_000_000_000],
  inp: [200_000_000, 500_000_000],
  fcp: [1_800_000_000, 3_000_000_000],
  ttfb: [800_000_000, 1_800_000_000],
  cls: [0.1, 0.25],
} as const

const NAMES = Object.keys(THRESHOLDS) as (keyof typeof THRESHOLDS)[]

type VitalTuple = [
  count: number | string,
  p75: number,
  good: number | string,
  poor: number | string,
]

export async function listVitals(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { limit }: { limit: number },
): Promise<VitalGroups> {
  const events = selectEvents(scope)
  const tuples = NAMES.map((name) => {
    const [good, poor] = THRESHOLDS[name]
    const p75 = `if(count(e.${name}) = 0, 0, quantileTDigestIf(0.75)(assumeNotNull(e.${name}), isNotNull(e.${name})))`
    return `tuple(count(e.${name}), toFloat64(${p75}), countIf(e.${name} <= ${good}), countIf(e.${name} > ${poor})) AS v_${name}`
  })
  type Row = Record<`v_${keyof typeof THRESHOLDS}`, VitalTuple> & {
    path_group: string
    views: string | number
  }
  const rows = await store.query<Row>(
    `SELECT ${shorten('toString(e.view_path_group)', SHORT_TEXT)} AS path_group, count() AS views, ${tuples.join(', ')}
FROM ${events.sql} AND e.type = 'view'
GROUP BY e.view_path_group
ORDER BY views DESC, path_group
LIMIT {limit:UInt32}`,
    { ...events.parameters, limit },
  )
  const groups = rows.map((row): VitalGroup => {
    const vitals = NAMES.map((name) => [name, toVital(row[`v_${name}`])] as const)
    return {
      view_path_group: row.path_group,
      count: Number(row.views),
      ...(Object.fromEntries(vitals) as Record<keyof typeof THRESHOLDS, Vital>),
    }
  })
  return { groups }
}

function toVital([count, p75, good, poor]: VitalTuple): Vital {
  const total = Number(count)
  const share = (part: number): number => (total === 0 ? 0 : part / total)
  return {
    count: total,
    p75,
    good: share(Number(good)),
    needs_improvement: share(total - Number(good) - Number(poor)),
    poor: share(Number(poor)),
  }
}
