import type { MeasuredGroup, Measures } from '../../../protocol/analytics.ts'
import { MEASURE_LIMITS } from '../../../protocol/measure.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { QueryParameters, Store } from '../store/openStore.ts'
import type { Counted } from './facetGroups.ts'
import { selectCounted, toFacets } from './facetGroups.ts'
import type { MeasureSql } from './measureSql.ts'
import { toMeasureSql, toPlaces } from './measureSql.ts'
import { toSessionColumn } from './mergedSessions.ts'
import type { QueryScope } from './queryScope.ts'
import { selectNames } from './queryScope.ts'
import { explainSearch } from './rangeQuery.ts'
import { parseSearch } from './search/parseSearch.ts'
import type { SearchNode } from './search/searchNode.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'
import type { TimeBuckets } from './timeBuckets.ts'
import { createTimeBuckets } from './timeBuckets.ts'

export interface MeasuresQuery {
  counted: Counted
  measures: readonly string[]
  by: readonly string[]
  /** Measure whose largest values come first; the first one by default. */
  sort?: string | undefined
  limit: number
  /** Width of the buckets; absent for no buckets. */
  interval?: number | undefined
  zone: string
  before: boolean
  /** Search that `part` and `share` are about. */
  part: string
}

type Reader = Pick<Store, 'query'>
interface Row {
  at?: number | string
  is_before?: number
  is_total?: number
  place?: number | string
  [total: `t${number}`]: number | null
  [text: `s${number}`]: string
}

/** Computes numbers of the rows of a scope, as a whole or by the values of fields, and over time. */
export async function measure(
  store: Reader,
  scope: QueryScope,
  query: MeasuresQuery,
): Promise<Measures> {
  requireSense(query)
  const groups =
    query.by.length === 0
      ? [await measureAll(store, scope, query)]
      : await measureGroups(store, scope, query)
  return { measures: [...query.measures], groups }
}

/** @throws where parameters do not go together */
function requireSense({ measures, by, sort, limit, interval, before }: MeasuresQuery): void {
  const problem =
    sort !== undefined && !measures.includes(sort)
      ? 'sort: one of the measures'
      : before && by.length > 0
        ? 'before: only without by'
        : interval !== undefined && by.length > 0 && limit > MEASURE_LIMITS.series
          ? `limit: at most ${MEASURE_LIMITS.series} groups with an interval`
          : undefined
  if (problem !== undefined) {
    throw new HttpProblem(400, 'rum.badRequest', problem)
  }
}

interface Rows {
  /** Start of the statement. */
  names: string
  /** A selection with the columns of the measures, `v0` … of the keys, `time` and `marked`. */
  sql: string
  parameters: QueryParameters
  /** Texts of the keys of a group, which are `k0` …. */
  toTexts: readonly string[]
  measures: readonly MeasureSql[]
  /** `… AS t0, … AS t1`. */
  aggregates: string
}

async function selectRows(scope: QueryScope, query: MeasuresQuery): Promise<Rows> {
  const { counted, by } = query
  const places = toPlaces(query.measures)
  const measures = query.measures.map((text, index) =>
    toMeasureSql(text, counted, places[index] ?? index),
  )
  const marked = await explainSearch(() => {
    const node = parseSearch(query.part)
    selectCounted({ ...scope, search: node }, counted) // names each mistake as one of `part`
    return node
  }, 'part')
  const { facets, names, others } = toFacets(by, counted)
  const list = selectNames(scope, names)
  const keys = [...others, ...measures.flatMap((one) => one.keys)]
  const source = selectCounted(scope, counted, {
    columns: keys,
    names,
    marked: marked as SearchNode,
  })
  const columns = {
    ...Object.fromEntries(facets.map(({ column }, index) => [`v${index}`, column])),
    ...Object.assign({}, ...measures.map((one) => one.columns)),
    time:
      counted.of === 'sessions' ? toSessionColumn('session_start') : 'toUnixTimestamp64Milli(e.ts)',
    marked: source.mark,
  } as Record<string, string>
  const selection = Object.entries(columns).map(([name, value]) => `${value} AS ${name}`)
  return {
    names: list.sql,
    sql: `SELECT ${selection.join(', ')} FROM ${source.sql}`,
    parameters: {
      ...list.parameters,
      ...source.parameters,
      ...Object.assign({}, ...facets.map(({ parameters }) => parameters)),
    },
    toTexts: facets.map(({ toText }, index) => toText(`k${index}`)),
    measures,
    aggregates: measures
      .map(({ aggregate }, index) => `toFloat64(${aggregate}) AS t${index}`)
      .join(', '),
  }
}

/**
 * One pass over the data for the whole range, the period before and all buckets. A rollup merges the buckets to the total;
 * grouping sets would aggregate each row twice.
 */
async function measureAll(
  store: Reader,
  scope: QueryScope,
  query: MeasuresQuery,
): Promise<MeasuredGroup> {
  const { interval, zone, before } = query
  const from = before ? scope.from - (scope.chartTo - scope.from) : scope.from
  const rows = await selectRows({ ...scope, from }, query)
  const buckets = interval === undefined ? undefined : toBuckets(scope, interval, zone)
  const bucket = buckets === undefined ? '0' : `if(is_before, -1, ${toPlace(buckets)})`
  const sets = buckets === undefined ? 'is_before' : 'ROLLUP (is_before, bucket)'
  const ofRange = buckets === undefined ? '1' : 'grouping(bucket) = 1'
  const found = await store.query<Row>(
    `SELECT ${buckets === undefined ? '0' : 'bucket'} AS at, is_before, ${ofRange} AS is_total, ${rows.aggregates}
FROM (SELECT *, time < {start:Int64} AS is_before, ${bucket} AS bucket FROM (${rows.sql}))
GROUP BY ${sets}${buckets === undefined ? '' : ' HAVING grouping(is_before) = 0'}`,
    { ...rows.parameters, ...buckets?.time.parameters, start: scope.from },
  )
  const empty = rows.measures.map((one) => one.empty)
  const findTotals = (isBefore: boolean): (number | null)[] =>
    toNumbers(
      found.find((row) => isTotal(row) && Number(row.is_before) === Number(isBefore)),
      empty,
    )
  return {
    values: [],
    totals: findTotals(false),
    ...(before && { before: findTotals(true) }),
    ...(buckets && {
      buckets: fillBuckets(
        buckets,
        found.filter((row) => !isTotal(row)),
        empty,
      ),
    }),
  }
}

/** One pass for the groups and their buckets. Groups without a value of a key are left out, as they are from facets. */
async function measureGroups(
  store: Reader,
  scope: QueryScope,
  query: MeasuresQuery,
): Promise<MeasuredGroup[]> {
  const { measures, sort = measures[0] ?? '', limit, interval, zone } = query
  const rows = await selectRows(scope, query)
  const buckets = interval === undefined ? undefined : toBuckets(scope, interval, zone)
  const texts = rows.toTexts.map((text, index) => `${text} AS w${index}`)
  const wholes = texts.map((_, index) => `w${index}`)
  const total = `maxIf(t${measures.indexOf(sort)}, is_total) OVER (PARTITION BY group_key)`
  const found = await store.query<Row>(
    `${rows.names} SELECT place, is_total, at, ${measures.map((_, index) => `t${index}`).join(', ')}, ${wholes
      .map((whole, index) => `${shorten(whole, SHORT_TEXT)} AS s${index}`)
      .join(', ')}
FROM (
  SELECT *, dense_rank() OVER (ORDER BY isNull(total), total DESC, ${wholes.join(', ')}) AS place
  FROM (SELECT *, ${texts.join(', ')}, ${total} AS total FROM (${selectGroups(rows, query, buckets)}))
  WHERE ${wholes.map((whole) => `${whole} != ''`).join(' AND ')})
WHERE place <= {limit:UInt32} ORDER BY place`,
    { ...rows.parameters, ...buckets?.time.parameters, limit },
  )
  const empty = rows.measures.map((one) => one.empty)
  return found.filter(isTotal).map((row) => ({
    values: wholes.map((_, index) => String(row[`s${index}`])),
    totals: toNumbers(row, empty),
    ...(buckets && {
      buckets: fillBuckets(
        buckets,
        found.filter((other) => other.place === row.place && !isTotal(other)),
        empty,
      ),
    }),
  }))
}

/**
 * Returns a selection with a row for each group, and for each of its buckets. Several keys, or a key and a bucket, are
 * grouped by a number: the engine takes a quarter less time for it than for texts.
 */
function selectGroups(
  { sql, aggregates }: Rows,
  { by }: MeasuresQuery,
  buckets: Buckets | undefined,
): string {
  const values = by.map((_, index) => `v${index}`)
  if (buckets === undefined && values.length === 1) {
    return `SELECT v0 AS k0, v0 AS group_key, 1 AS is_total, 0 AS at, ${aggregates} FROM (${sql}) GROUP BY v0`
  }
  const keys = values.map((value, index) => `any(${value}) AS k${index}`).join(', ')
  const keyed = `SELECT *, cityHash64(${values.join(', ')}) AS group_key`
  return buckets === undefined
    ? `SELECT ${keys}, group_key, 1 AS is_total, 0 AS at, ${aggregates} FROM (${keyed} FROM (${sql})) GROUP BY group_key`
    : `SELECT ${keys}, group_key, grouping(bucket) = 1 AS is_total, bucket AS at, ${aggregates}
  FROM (${keyed}, ${toPlace(buckets)} AS bucket FROM (${sql}))
  GROUP BY ROLLUP (group_key, bucket) HAVING grouping(group_key) = 0`
}

const isTotal = (row: Row): boolean => Number(row.is_total) === 1

interface Buckets {
  time: TimeBuckets
  first: number
  count: number
}

/** Place of a row's bucket in the range, as a number that takes few bytes. */
function toPlace({ time, first }: Buckets): string {
  return `toInt32(${time.toSql('time')} - ${first})`
}

function toBuckets(scope: QueryScope, interval: number, zone: string): Buckets {
  const time = createTimeBuckets(interval, zone, scope.from)
  const first = time.indexOf(scope.from)
  const count = Math.max(time.indexOf(scope.chartTo - 1) - first + 1, 0)
  if (count > MEASURE_LIMITS.buckets) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `interval: the range has more than ${MEASURE_LIMITS.buckets} buckets of ${interval} ms: choose a wider interval`,
    )
  }
  return { time, first, count }
}

function fillBuckets(
  { time, first, count }: Buckets,
  rows: readonly Row[],
  empty: readonly (0 | null)[],
): NonNullable<MeasuredGroup['buckets']> {
  const byPlace = new Map(rows.map((row) => [Number(row.at), row]))
  return Array.from({ length: count }, (_, index) => ({
    time: time.startOf(first + index),
    values: toNumbers(byPlace.get(index), empty),
  }))
}

function toNumbers(row: Row | undefined, empty: readonly (0 | null)[]): (number | null)[] {
  return empty.map((none, index) => {
    const value = row?.[`t${index}`]
    // The engine writes NaN, such as the average of nothing, as null.
    return value === undefined ? none : value
  })
}
