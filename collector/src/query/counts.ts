import type { Count, Facets, Histogram } from '../../../protocol/analytics.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { QueryParameters, Store } from '../store/openStore.ts'
import type { NameColumn, QueryScope, SessionColumns } from './queryScope.ts'
import {
  selectEvents,
  selectNames,
  selectSessions,
  toNameColumn,
  toSessionColumn,
} from './queryScope.ts'
import { EVENT_FIELDS } from './search/searchField.ts'
import { SESSION_FIELDS, SESSION_NAMES } from './search/sessionField.ts'
import type { SqlFragment } from './search/sqlParameters.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'
import { createTimeBuckets } from './timeBuckets.ts'

/** Things to count: sessions, or events of one type or any. */
export type Counted = { of: 'sessions' } | { of: 'events'; type?: Measurement | undefined }

type Reader = Pick<Store, 'query'>

export async function countAll(store: Reader, scope: QueryScope, counted: Counted): Promise<Count> {
  const source = selectCounted(scope, counted)
  const [row] = await store.query<{ count: string | number }>(
    `SELECT count() AS count FROM (SELECT 1 FROM ${source.sql})`,
    source.parameters,
  )
  return { count: Number(row?.count ?? 0) }
}

const MAX_BUCKETS = 1000

export async function countOverTime(
  store: Reader,
  scope: QueryScope,
  { counted, interval, zone }: { counted: Counted; interval: number; zone: string },
): Promise<Histogram> {
  const source = selectCounted(scope, counted)
  const timeBuckets = createTimeBuckets(interval, zone, scope.from)
  const first = timeBuckets.indexOf(scope.from)
  const last = timeBuckets.indexOf(scope.chartTo - 1)
  if (last - first >= MAX_BUCKETS) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `interval: the range has more than ${MAX_BUCKETS} buckets of ${interval} ms: choose a wider interval`,
    )
  }
  const time =
    counted.of === 'sessions' ? toSessionColumn('session_start') : 'toUnixTimestamp64Milli(e.ts)'
  const rows = await store.query<{ bucket: string | number; count: string | number }>(
    `SELECT bucket, count() AS count
FROM (SELECT ${timeBuckets.toSql(time)} AS bucket FROM ${source.sql})
GROUP BY bucket`,
    { ...source.parameters, ...timeBuckets.parameters },
  )
  const counts = new Map(rows.map(({ bucket, count }) => [Number(bucket), Number(count)]))
  const buckets = Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => ({
    time: timeBuckets.startOf(first + index),
    count: counts.get(first + index) ?? 0,
  }))
  return { interval, buckets }
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
  const isOfSessions = counted.of === 'sessions'
  const names = keys.filter((key) => isOfSessions && SESSION_NAMES.includes(key))
  const facets = keys.map((key, index): Facet => {
    return names.includes(key)
      ? { ...toNameColumn(key, names), parameters: {} }
      : toFacet(key, counted, `facet${index}`)
  })
  const list = selectNames(scope, names)
  const others = keys.filter((key) => !names.includes(key))
  const source = selectCounted(scope, counted, { columns: others, names })
  const columns = facets.map(({ column }, index) => `${column} AS v${index}`)
  const values = keys.map((_, index) => `v${index}`)
  const texts = facets.map(({ toText }, index) => `facet = ${index}, ${toText(`v${index}`)}`)
  const value = `multiIf(${texts.join(', ')}, '')`
  const grouped =
    keys.length === 1
      ? 'GROUP BY v0'
      : `GROUP BY GROUPING SETS (${values.map((name) => `(${name})`).join(', ')})`
  const facet =
    keys.length === 1
      ? '0'
      : `toUInt8(multiIf(${values.map((name, index) => `grouping(${name}) = 0, ${index}`).join(', ')}, 255))`
  const rows = await store.query<{ facet: number; value: string; count: string | number }>(
    `${list.sql} SELECT facet, ${shorten('whole', SHORT_TEXT)} AS value, count FROM (
  SELECT facet, ${value} AS whole, count
  FROM (SELECT ${values.join(', ')}, ${facet} AS facet, count() AS count
    FROM (SELECT ${columns.join(', ')} FROM ${source.sql})
    ${grouped}))
WHERE value != '' AND startsWith(lowerUTF8(value), lowerUTF8({prefix:String}))
ORDER BY facet, count DESC, value
LIMIT {limit:UInt32} BY facet`,
    {
      ...list.parameters,
      ...source.parameters,
      ...Object.assign({}, ...facets.map(({ parameters }) => parameters)),
      prefix: prefix.toWellFormed(),
      limit,
    },
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

/** `FROM` and `WHERE` of what is counted; ends so that `AND …` may follow. */
export function selectCounted(
  scope: QueryScope,
  counted: Counted,
  columns: SessionColumns = {},
): SqlFragment {
  if (counted.of === 'sessions') {
    return selectSessions(scope, columns)
  }
  const { sql, parameters } = selectEvents(scope)
  return {
    sql: counted.type === undefined ? sql : `${sql} AND e.type = '${counted.type}'`,
    parameters,
  }
}

interface Facet extends NameColumn {
  parameters: QueryParameters
}

/** An allow-listed key's column, or a custom attribute whose name goes in as a parameter. */
function toFacet(key: string, counted: Counted, parameter: string): Facet {
  const toText = (column: string): string => `toString(${column})`
  const isOfSessions = counted.of === 'sessions'
  const field = (isOfSessions ? SESSION_FIELDS : EVENT_FIELDS).get(key)
  if (field !== undefined && ['text', 'code', 'flag'].includes(field.kind)) {
    const value = isOfSessions ? toSessionColumn(key) : field.value
    const column = field.kind === 'flag' ? `if(${value}, 'true', 'false')` : `toString(${value})`
    return { column, toText, parameters: {} }
  }
  if (!isOfSessions && key.startsWith('@')) {
    const name = key.replace(/^@((custom|context)\.)?/, '')
    return {
      column: `e.tags[{${parameter}:String}]`,
      toText,
      parameters: { [parameter]: name.toWellFormed() },
    }
  }
  throw new HttpProblem(
    400,
    'rum.badRequest',
    `keys: ${JSON.stringify(key.slice(0, 64))} is no key whose values can be counted${isOfSessions ? ' for sessions' : ''}`,
  )
}
