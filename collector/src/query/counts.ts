import type { Count, Facets, Histogram } from '../../../protocol/analytics.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import type { EventType } from './eventList.ts'
import type { QueryScope, ScopedStatement } from './queryScope.ts'
import { createStatement } from './queryScope.ts'
import { EVENT_FIELDS } from './search/searchField.ts'
import { SESSION_FIELDS, SESSION_NAMES } from './search/sessionField.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'

/** What is counted: sessions, or events of one type or any. */
export type Counted = { of: 'sessions' } | { of: 'events'; type?: EventType | undefined }

type Reader = Pick<Store, 'query'>

export async function countAll(store: Reader, scope: QueryScope, counted: Counted): Promise<Count> {
  const statement = createStatement(scope)
  const [row] = await store.query<{ count: string | number }>(
    `SELECT count() AS count FROM (SELECT 1 FROM ${toSource(statement, counted)})`,
    statement.parameters(),
  )
  return { count: Number(row?.count ?? 0) }
}

const MAX_BUCKETS = 1000

export async function countOverTime(
  store: Reader,
  scope: QueryScope,
  { counted, interval }: { counted: Counted; interval: number },
): Promise<Histogram> {
  const statement = createStatement(scope)
  const first = Math.floor(scope.from / interval)
  const last = Math.floor((scope.chartTo - 1) / interval)
  if (last - first >= MAX_BUCKETS) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `interval: the range has more than ${MAX_BUCKETS} buckets of ${interval} ms: choose a wider interval`,
    )
  }
  const time =
    counted.of === 'sessions'
      ? statement.sessionColumn('session_start')
      : 'toUnixTimestamp64Milli(e.ts)'
  const width = statement.sql.integer(interval)
  const rows = await store.query<{ bucket: string | number; count: string | number }>(
    `SELECT bucket, count() AS count
FROM (SELECT intDiv(${time}, ${width}) AS bucket FROM ${toSource(statement, counted)})
GROUP BY bucket`,
    statement.parameters(),
  )
  const counts = new Map(rows.map(({ bucket, count }) => [Number(bucket), Number(count)]))
  const buckets = Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => ({
    time: (first + index) * interval,
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
  const statement = createStatement(scope)
  const { sql } = statement
  const facets = keys.map((key) => toFacet(key, counted, statement))
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
    `${statement.names} SELECT facet, ${shorten('whole', SHORT_TEXT)} AS value, count FROM (
  SELECT facet, ${value} AS whole, count
  FROM (SELECT ${values.join(', ')}, ${facet} AS facet, count() AS count
    FROM (SELECT ${columns.join(', ')} FROM ${toSource(statement, counted)})
    ${grouped}))
WHERE value != '' AND startsWith(lowerUTF8(value), lowerUTF8(${sql.text(prefix)}))
ORDER BY facet, count DESC, value
LIMIT ${sql.integer(limit)} BY facet`,
    statement.parameters(),
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

function toSource(statement: ScopedStatement, counted: Counted): string {
  if (counted.of === 'sessions') {
    return statement.sessions
  }
  return `${statement.events}${counted.type === undefined ? '' : ` AND e.type = '${counted.type}'`}`
}

interface Facet {
  column: string
  /** @returns the text of one of the column's values */
  toText(column: string): string
}

/** An allow-listed key's column, or a custom attribute whose name goes in as a parameter. */
function toFacet(key: string, counted: Counted, statement: ScopedStatement): Facet {
  if (counted.of === 'sessions' && SESSION_NAMES.includes(key)) {
    return statement.sessionName(key)
  }
  return {
    column: toFacetValue(key, counted, statement),
    toText: (column) => `toString(${column})`,
  }
}

function toFacetValue(key: string, counted: Counted, statement: ScopedStatement): string {
  const field = (counted.of === 'sessions' ? SESSION_FIELDS : EVENT_FIELDS).get(key)
  if (field !== undefined && ['text', 'code', 'flag'].includes(field.kind)) {
    const value = counted.of === 'sessions' ? statement.sessionColumn(key) : field.value
    return field.kind === 'flag' ? `if(${value}, 'true', 'false')` : `toString(${value})`
  }
  if (counted.of === 'events' && key.startsWith('@')) {
    return `e.tags[${statement.sql.text(key.replace(/^@((custom|context)\.)?/, ''))}]`
  }
  throw new HttpProblem(
    400,
    'rum.badRequest',
    `keys: ${JSON.stringify(key.slice(0, 64))} is no key whose values can be counted${counted.of === 'sessions' ? ' for sessions' : ''}`,
  )
}
