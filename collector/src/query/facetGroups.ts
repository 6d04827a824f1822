import type { Measurement } from '../../../protocol/measurements.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { QueryParameters } from '../store/openStore.ts'
import { toSessionColumn } from './mergedSessions.ts'
import type { MarkedFragment, NameColumn, QueryScope, SessionColumns } from './queryScope.ts'
import { selectEvents, selectNames, selectSessions, toNameColumn } from './queryScope.ts'
import type { SearchField } from './search/searchField.ts'
import { EVENT_FIELDS, toTypeCondition } from './search/searchField.ts'
import type { SearchNode } from './search/searchNode.ts'
import { SESSION_FIELDS, SESSION_NAMES } from './search/sessionField.ts'
import type { SqlFragment } from './search/sqlParameters.ts'

/** Things to count: sessions, or events of one type or any. */
export type Counted = { of: 'sessions' } | { of: 'events'; type?: Measurement | undefined }

/** `FROM` and `WHERE` of what is counted; ends so that `AND …` may follow. */
export function selectCounted(
  scope: QueryScope,
  counted: Counted,
  columns: SessionColumns = {},
): MarkedFragment {
  if (counted.of === 'sessions') {
    return selectSessions(scope, columns)
  }
  return selectEvents(scope, { type: counted.type, marked: columns.marked })
}

export interface FacetGroupsQuery {
  counted: Counted
  keys: readonly string[]
  /** Aggregates, each with its name. `marked` is true for the rows that the search below finds. */
  counts: string
  marked?: SearchNode
  /** `true`: adds a row with the facet `ALL_ROWS`, which is about all rows. */
  isTotalled?: boolean
}

export interface FacetGroups extends SqlFragment {
  /** Start of the statement that the selection stands in. */
  names: string
}

export const ALL_ROWS = 255

/**
 * A selection with a row for each value of each key: `facet` (the key's place), `whole` (the value as a text), and the
 * aggregates.
 */
export function groupByFacet(
  scope: QueryScope,
  { counted, keys, counts, marked, isTotalled = false }: FacetGroupsQuery,
): FacetGroups {
  const { facets, names, others } = toFacets(keys, counted)
  const list = selectNames(scope, names)
  const source = selectCounted(scope, counted, {
    columns: others,
    names,
    ...(marked && { marked }),
  })
  const columns = facets.map(({ column }, index) => `${column} AS v${index}`)
  const values = keys.map((_, index) => `v${index}`)
  const texts = facets.map(({ toText }, index) => `facet = ${index}, ${toText(`v${index}`)}`)
  const sets = [...values.map((name) => `(${name})`), ...(isTotalled ? ['()'] : [])]
  const places = values.map((name, index) => `grouping(${name}) = 0, ${index}`)
  const [grouped, facet] =
    sets.length === 1
      ? ['v0', '0']
      : [`GROUPING SETS (${sets.join(', ')})`, `multiIf(${places.join(', ')}, ${ALL_ROWS})`]
  return {
    names: list.sql,
    sql: `SELECT *, multiIf(${texts.join(', ')}, '') AS whole
  FROM (SELECT ${values.join(', ')}, toUInt8(${facet}) AS facet, ${counts}
    FROM (SELECT ${columns.join(', ')}, ${source.mark} AS marked FROM ${source.sql})
    GROUP BY ${grouped})`,
    parameters: {
      ...list.parameters,
      ...source.parameters,
      ...Object.assign({}, ...facets.map(({ parameters }) => parameters)),
    },
  }
}

/** A key whose values are counted. */
interface Facet extends NameColumn {
  parameters: QueryParameters
}

interface FacetKeys {
  /** In the order of the keys. */
  facets: readonly Facet[]
  /** Keys to pass to `selectNames` and `selectCounted`. */
  names: readonly string[]
  /** Keys to pass to `selectCounted` as columns. */
  others: readonly string[]
}

/** Maps keys to columns of what is counted. */
export function toFacets(keys: readonly string[], counted: Counted): FacetKeys {
  const isOfSessions = counted.of === 'sessions'
  const names = keys.filter((key) => isOfSessions && SESSION_NAMES.includes(key))
  const facets = keys.map((key, index): Facet => {
    return names.includes(key)
      ? { ...toNameColumn(key, names), parameters: {} }
      : toFacet(key, counted, `facet${index}`)
  })
  return { facets, names, others: keys.filter((key) => !names.includes(key)) }
}

/** Value of a field of events; empty for events of another type, whose column has another name's value. */
function toOwnValue(
  { value, types }: Pick<SearchField, 'value' | 'types'>,
  counted: Counted,
): string {
  const isOwn =
    types === undefined || (counted.of === 'events' && types.some((one) => one === counted.type))
  return isOwn ? value : `if(${toTypeCondition(types)}, ${value}, '')`
}

/** An allow-listed key's column, or a custom attribute whose name goes in as a parameter. */
function toFacet(key: string, counted: Counted, parameter: string): Facet {
  const toText = (column: string): string => `toString(${column})`
  const isOfSessions = counted.of === 'sessions'
  const field = (isOfSessions ? SESSION_FIELDS : EVENT_FIELDS).get(key)
  if (field !== undefined && ['text', 'code', 'flag'].includes(field.kind)) {
    const value = isOfSessions ? toSessionColumn(key) : toOwnValue(field, counted)
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
