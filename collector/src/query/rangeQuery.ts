import { z } from 'zod'
import { MEASURE_LIMITS } from '../../../protocol/measure.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import type { QueryScope } from './queryScope.ts'
import { parseSearch } from './search/parseSearch.ts'
import { SearchProblem } from './search/searchProblem.ts'
import { parseZone } from './timeBuckets.ts'

const MILLISECONDS_PER_DAY = 86_400_000
/** The intake lets times through that are up to seven days ahead. */
const AHEAD_DAYS = 8

/** Times that a `Date` column can hold, with a day to spare on both sides. */
export const time: z.ZodType<number> = z.coerce
  .number()
  .int()
  .min(Date.UTC(1970, 0, 3))
  .max(Date.UTC(2148, 0, 1))

export const text: z.ZodString = z.string().max(1024)

export interface RangeQuery {
  from?: number | undefined
  to?: number | undefined
  app_id?: string | undefined
  query?: string | undefined
}

/** Parameters that every question about a range has. */
export const rangeShape: {
  from: z.ZodOptional<z.ZodType<number>>
  to: z.ZodOptional<z.ZodType<number>>
  app_id: z.ZodOptional<z.ZodString>
  query: z.ZodOptional<z.ZodString>
} = {
  from: time.optional().describe('ms since the epoch; a day before `to` by default'),
  to: time
    .optional()
    .describe('ms since the epoch, not included; open by default') as z.ZodOptional<
    z.ZodType<number>
  >,
  app_id: text.optional().describe('one application'),
  query: z.string().max(5000).optional().describe('a search: docs/query.md'),
}

export function toQueryScope(
  { from, to, app_id: appId, query }: RangeQuery,
  { apps, now }: { apps: AppScope; now: number },
): QueryScope {
  return {
    apps,
    appId,
    from: from ?? (to ?? now) - MILLISECONDS_PER_DAY,
    // Open-ended without `to`: a visitor's clock that runs ahead must not hide the session.
    to: to ?? now + AHEAD_DAYS * MILLISECONDS_PER_DAY,
    chartTo: to ?? now,
    search: parseSearch(query ?? ''),
  }
}

/** A mistake in a search is the asker's, and said with its column. */
export async function explainSearch<Answer>(
  answer: () => Answer | Promise<Answer>,
  parameter = 'query',
): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof SearchProblem) {
      const place = `${parameter}, column ${error.column}`
      throw new HttpProblem(400, 'rum.badQuery', `${place}: ${error.message}`)
    }
    throw error
  }
}

export const intervalShape: {
  interval: z.ZodDefault<z.ZodType<number>>
  zone: z.ZodDefault<z.ZodType<string, string>>
} = {
  interval: z.coerce
    .number()
    .int()
    .min(1000)
    .max(31 * MILLISECONDS_PER_DAY)
    .default(3_600_000)
    .describe('ms: the width of a bucket; at most 1,000 of them'),
  zone: text
    .transform((name, { addIssue }) => {
      const zone = parseZone(name)
      if (zone === undefined) {
        addIssue('no time zone has this name: write one such as Asia/Shanghai')
      }
      return zone ?? 'UTC'
    })
    .default('UTC')
    .describe('time zone on whose clock buckets begin: a day at its midnight'),
}

export const facetShape: {
  keys: z.ZodType<string[], string>
  limit: z.ZodDefault<z.ZodType<number>>
} = {
  keys: z
    .string()
    .max(2000)
    .transform((keys) => keys.split(',').map((key) => key.trim()))
    .refine((keys) => keys.length <= 20, 'at most 20 keys')
    .refine((keys) => new Set(keys).size === keys.length, 'a key twice')
    .describe('by commas, at most 20: env,browser'),
  limit: z.coerce.number().int().min(1).max(100).default(10).describe('values of each key'),
}

export const distributionShape: { key: z.ZodString; bars: z.ZodDefault<z.ZodType<number>> } = {
  key: text.min(1).describe('a key whose kind is duration, bytes or number'),
  bars: z.coerce.number().int().min(1).max(100).default(24).describe('at most so many bars'),
}

function toList(text: string): string[] {
  return text.split(',').map((one) => one.trim())
}

export const measuresShape: {
  measures: z.ZodType<string[], string>
  by: z.ZodDefault<z.ZodType<string[], string>>
  sort: z.ZodOptional<z.ZodString>
  limit: z.ZodDefault<z.ZodType<number>>
  interval: z.ZodOptional<z.ZodType<number>>
  zone: typeof intervalShape.zone
  before: z.ZodDefault<z.ZodType<boolean, string>>
  part: z.ZodDefault<z.ZodString>
} = {
  measures: z
    .string()
    .max(4000)
    .transform(toList)
    .refine((all) => all.length <= MEASURE_LIMITS.measures, `at most ${MEASURE_LIMITS.measures}`)
    .refine((all) => new Set(all).size === all.length, 'a measure twice')
    .describe('by commas: count, sessions, users, share, p75(duration), …: docs/query.md'),
  by: z
    .string()
    .max(2000)
    .transform((keys) => (keys.trim() === '' ? [] : toList(keys)))
    .refine((keys) => keys.length <= MEASURE_LIMITS.keys, `at most ${MEASURE_LIMITS.keys} keys`)
    .refine((keys) => new Set(keys).size === keys.length, 'a key twice')
    .default([])
    .describe('keys of groups, by commas; without one, all rows are one group'),
  sort: text.optional().describe('the measure whose largest values come first'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MEASURE_LIMITS.groups)
    .default(10)
    .describe(`groups; with an interval at most ${MEASURE_LIMITS.series}`),
  interval: intervalShape.interval.unwrap().optional().describe('ms: adds a bucket for each'),
  zone: intervalShape.zone,
  before: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false)
    .describe('adds the numbers of the period before, which is as long; only without `by`'),
  part: z.string().max(5000).default('').describe('search for the rows of `part` and `share`'),
}

export const differencesShape: {
  of: z.ZodString
  keys: z.ZodOptional<z.ZodType<string[], string>>
  limit: z.ZodDefault<z.ZodType<number>>
} = {
  of: z
    .string()
    .min(1)
    .max(5000)
    .describe('a search for the rows to compare with the others: docs/query.md'),
  keys: facetShape.keys
    .optional()
    .describe('by default each field of few values that `of` does not name'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(20)
    .describe('values of all keys together'),
}
