import { HttpProblem } from '../core/httpProblem.ts'
import type { QueryScope } from './queryScope.ts'
import type { TimeBuckets } from './timeBuckets.ts'
import { createTimeBuckets } from './timeBuckets.ts'

const MAX_BUCKETS = 1000

export interface RangeBuckets extends Pick<TimeBuckets, 'toSql' | 'parameters'> {
  /** Every bucket of the range, including empty ones. */
  all: readonly { index: number; time: number }[]
}

/** Divides the range of a chart into buckets on the clock of a zone. Refuses more than a chart could show. */
export function createRangeBuckets(
  { from, chartTo }: Pick<QueryScope, 'from' | 'chartTo'>,
  { interval, zone }: { interval: number; zone: string },
): RangeBuckets {
  const { toSql, parameters, indexOf, startOf } = createTimeBuckets(interval, zone, from)
  const first = indexOf(from)
  const last = indexOf(chartTo - 1)
  if (last - first >= MAX_BUCKETS) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `interval: the range has more than ${MAX_BUCKETS} buckets of ${interval} ms: choose a wider interval`,
    )
  }
  const all = Array.from({ length: Math.max(last - first + 1, 0) }, (_, offset) => {
    const index = first + offset
    return { index, time: startOf(index) }
  })
  return { toSql, parameters, all }
}
