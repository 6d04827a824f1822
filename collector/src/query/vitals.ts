import type { Vital, VitalGroup, VitalGroups } from '../../../protocol/analytics.ts'
import type { VitalKey } from '../../../protocol/vitalThresholds.ts'
import { VITAL_THRESHOLDS } from '../../../protocol/vitalThresholds.ts'
import type { Store } from '../store/openStore.ts'
import type { QueryScope } from './queryScope.ts'
import { selectEvents } from './queryScope.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'

/** Column of each vital, which is its name in the answer. */
const KEYS = {
  lcp: 'largest_contentful_paint',
  inp: 'interaction_to_next_paint',
  fcp: 'first_contentful_paint',
  ttfb: 'first_byte',
  cls: 'cumulative_layout_shift',
} as const satisfies Readonly<Record<string, VitalKey>>

const NAMES = Object.keys(KEYS) as (keyof typeof KEYS)[]

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
  const events = selectEvents(scope, { type: 'view' })
  const tuples = NAMES.map((name) => {
    const [good, poor] = VITAL_THRESHOLDS[KEYS[name]]
    const p75 = `if(count(e.${name}) = 0, 0, quantileTDigestIf(0.75)(assumeNotNull(e.${name}), isNotNull(e.${name})))`
    return `tuple(count(e.${name}), toFloat64(${p75}), countIf(e.${name} <= ${good}), countIf(e.${name} > ${poor})) AS v_${name}`
  })
  type Row = Record<`v_${keyof typeof KEYS}`, VitalTuple> & {
    path_group: string
    views: string | number
  }
  const rows = await store.query<Row>(
    `SELECT ${shorten('toString(e.view_path_group)', SHORT_TEXT)} AS path_group, count() AS views, ${tuples.join(', ')}
FROM ${events.sql}
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
      ...(Object.fromEntries(vitals) as Record<keyof typeof KEYS, Vital>),
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
