import type { z } from 'zod'
import {
  countAnswer,
  differences,
  distribution,
  facets,
  histogram,
  measures,
} from '../../../protocol/analytics.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import type { Api } from './apiRoute.ts'
import { countAll, countFacets, countOverTime } from './counts.ts'
import { findDifferences } from './differences.ts'
import { countDistribution } from './distribution.ts'
import type { Counted } from './facetGroups.ts'
import { measure } from './measures.ts'
import type { RangeQuery, rangeShape } from './rangeQuery.ts'
import {
  differencesShape,
  distributionShape,
  facetShape,
  intervalShape,
  measuresShape,
} from './rangeQuery.ts'

interface CountedRange extends RangeQuery {
  /** Only events have a type. */
  type?: Measurement | undefined
}

export interface CountRoutes {
  group: 'sessions' | 'events'
  /** May have further parameters, which `toCounted` reads. */
  range: z.ZodObject<typeof rangeShape>
  toCounted(range: CountedRange): Counted
  summaries: Readonly<Record<'count' | 'histogram' | 'facets', string>>
}

/** Routes that count sessions, or events: the same questions about both. */
export function registerCountRoutes(
  api: Api,
  { group, range, toCounted, summaries }: CountRoutes,
): void {
  const url = `/api/${group}`
  api.addRoute({
    url: `${url}/count`,
    summary: summaries.count,
    group,
    parameters: range,
    answer: countAnswer,
    handle: ({ parameters, reader, toScope }) =>
      countAll(reader, toScope(parameters), toCounted(parameters)),
  })
  api.addRoute({
    url: `${url}/histogram`,
    summary: summaries.histogram,
    group,
    parameters: range.extend(intervalShape),
    answer: histogram,
    handle: ({ parameters, reader, toScope }) => {
      const { interval, zone } = parameters
      const counted = toCounted(parameters)
      return countOverTime(reader, toScope(parameters), { counted, interval, zone })
    },
  })
  api.addRoute({
    url: `${url}/facets`,
    summary: summaries.facets,
    group,
    parameters: range.extend(facetShape),
    answer: facets,
    handle: ({ parameters, reader, toScope }) => {
      const { keys, limit } = parameters
      const counted = toCounted(parameters)
      return countFacets(reader, toScope(parameters), { counted, keys, limit })
    },
  })
  api.addRoute({
    url: `${url}/differences`,
    summary: `Values that are more frequent among the ${group} of a search than among the others`,
    group,
    parameters: range.extend(differencesShape),
    answer: differences,
    handle: ({ parameters, reader, toScope }) => {
      const counted = toCounted(parameters)
      return findDifferences(reader, toScope(parameters), { counted, ...parameters })
    },
  })
  api.addRoute({
    url: `${url}/distribution`,
    summary: 'How many there are of each range of values of a number field',
    group,
    parameters: range.extend(distributionShape),
    answer: distribution,
    handle: ({ parameters, reader, toScope }) => {
      const { key, bars } = parameters
      const counted = toCounted(parameters)
      return countDistribution(reader, toScope(parameters), { counted, key, bars })
    },
  })
  api.addRoute({
    url: `${url}/measures`,
    summary: `Numbers of the ${group}, such as a percentile, by the values of keys and over time`,
    group,
    parameters: range.extend(measuresShape),
    answer: measures,
    handle: ({ parameters, reader, toScope }) => {
      const counted = toCounted(parameters)
      return measure(reader, toScope(parameters), { counted, ...parameters })
    },
  })
}
