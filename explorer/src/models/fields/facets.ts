import type { Facet } from '../../../../protocol/analytics.ts'
import type { ListType } from '../explorer/listType.ts'
import { editTerm, removeTerm } from '../search/editSearch.ts'
import type { FieldValue, FilterContext } from '../search/filterValue.ts'
import { filterValue, reverseFilterValue } from '../search/filterValue.ts'
import type { SearchNode } from '../search/parseSearch.ts'
import { parseSearch } from '../search/parseSearch.ts'
import { printKey, printPatterns } from '../search/printSearch.ts'
import type { FieldIndex } from './fieldIndex.ts'
import { isRangeKind, toValueKind } from './valueKind.ts'

/** The collector counts this many facets in one request. */
export const MAX_FACETS = 20

const PRESETS: Record<ListType, readonly string[]> = {
  sessions: [
    ...['session_status', 'time_spent', 'env', 'version', 'browser', 'os', 'device', 'country'],
    ...['city', 'network_type', 'session_type'],
  ],
  views: [
    ...['env', 'version', 'view_path_group', 'loading_time', 'view_loading_type', 'browser'],
    ...['device', 'country'],
  ],
  actions: ['env', 'version', 'action_type', 'action_name', 'view_path_group', 'browser', 'device'],
  errors: [
    ...['env', 'version', 'error_type', 'error_source', 'error_handling', 'view_path_group'],
    ...['browser', 'os', 'country'],
  ],
  resources: [
    ...[
      'env',
      'resource_status',
      'duration',
      'resource_method',
      'resource_type',
      'resource_url_host',
    ],
    ...['resource_url_path_group', 'view_path_group', 'browser', 'country'],
  ],
  longTasks: ['env', 'version', 'duration', 'view_path_group', 'browser', 'os', 'device'],
  logs: ['status', 'source', 'service', 'env', 'version', 'view_path_group', 'browser'],
}

export const toPresetFacets = (list: ListType): readonly string[] => PRESETS[list]

/** Lists the keys that can become facets of a list: of few values, or of numbers, which become a range. */
export function toFacetChoices(list: ListType, fields: FieldIndex): string[] {
  return fields.all
    .filter((field) => {
      // Facets of sessions are counted on sessions alone.
      const isThere = list === 'sessions' ? field.of_session : fields.appliesTo(list, field.key)
      return isThere && (field.is_facet || isRangeKind(toValueKind(field.key)))
    })
    .map(({ key }) => key)
}

export function addFacet(facets: readonly string[], key: string): readonly string[] {
  return facets.includes(key) || facets.length >= MAX_FACETS ? facets : [...facets, key]
}

/** Value of a facet, as the panel shows it. */
export interface FacetRow {
  value: string
  count: number
  /** Part of all rows, 0 to 1. An event may have one value only, so shares add up to 1 at most. */
  share: number
  state: 'included' | 'excluded' | 'neutral'
}

/** Rows of a facet; `total` is the number of all rows, from the list's count. */
export function toFacetRows(facet: Facet, total: number, query: string): FacetRow[] {
  const { included, excluded } = readChoices(query, facet.key)
  // A facet with a choice is counted without it, so its values may be more than all rows.
  const all = Math.max(total, toSum(facet))
  return facet.values.map(({ value, count }) => ({
    value,
    count,
    share: all > 0 ? count / all : 0,
    state: included.includes(value)
      ? 'included'
      : excluded.includes(value)
        ? 'excluded'
        : 'neutral',
  }))
}

/** Number of rows without a value, or with one beyond the top values. */
export function toRest(facet: Facet, total: number): number {
  return Math.max(total - toSum(facet), 0)
}

function toSum({ values }: Facet): number {
  return values.reduce((sum, { count }) => sum + count, 0)
}

interface Choices {
  included: readonly string[]
  excluded: readonly string[]
}

/** Reads which values of a key the search names in terms of its own. */
function readChoices(query: string, key: string): Choices {
  const { terms } = parseSearch(query)
  return {
    included: terms.flatMap((term) => readValues(term, key)),
    excluded: terms.flatMap((term) => (term.kind === 'not' ? readValues(term.node, key) : [])),
  }
}

function readValues(node: SearchNode, key: string): string[] {
  return node.kind === 'match' && node.key === key
    ? node.patterns.filter(({ length }) => length === 1).map(([value = '']) => value)
    : []
}

/** Keeps only this value of a key: earlier choices of the key go. A second time, it removes the choice. */
export function chooseOnly(query: string, field: FieldValue, context: FilterContext): string {
  const chosen = String(field.value)
  const { included } = readChoices(query, field.key)
  const rest = removeChoices(query, field.key)
  return included.length === 1 && included[0] === chosen ? rest : filterValue(rest, field, context)
}

/** Adds a value to those that a key may have, or takes it away: `env:prod`, then `env:(prod OR stage)`. */
export function toggleIncluded(query: string, field: FieldValue, context: FilterContext): string {
  const { terms } = parseSearch(query)
  const index = terms.findIndex((term) => term.kind === 'match' && term.key === field.key)
  const term = terms[index]
  if (term?.kind !== 'match') {
    return filterValue(query, field, context)
  }
  const chosen = String(field.value)
  const others = term.patterns.filter((one) => !(one.length === 1 && one[0] === chosen))
  const patterns = others.length < term.patterns.length ? others : [...term.patterns, [chosen]]
  return patterns.length === 0
    ? removeTerm(query, index)
    : editTerm(query, index, `${printKey(field.key)}:${printPatterns(patterns)}`)
}

/** Excludes a value, or takes the exclusion away. */
export function toggleExcluded(query: string, field: FieldValue, context: FilterContext): string {
  const { terms } = parseSearch(query)
  const index = terms.findIndex(
    (term) => term.kind === 'not' && readValues(term.node, field.key).includes(String(field.value)),
  )
  return index < 0 ? reverseFilterValue(query, field, context) : removeTerm(query, index)
}

/** Removes all terms that include or exclude values of a key: its facet offers the others, too. */
export function removeChoices(query: string, key: string): string {
  const index = parseSearch(query).terms.findIndex(
    (term) =>
      readValues(term, key).length > 0 ||
      (term.kind === 'not' && readValues(term.node, key).length > 0),
  )
  return index < 0 ? query : removeChoices(removeTerm(query, index), key)
}

/** Ends of a number field; absent for no end. */
export interface NumberRange {
  /** Included. */
  low?: number | undefined
  /** Included, unless `isHighOut`. */
  high?: number | undefined
  isHighOut?: boolean
}

/** Reads the range that the search sets for a key, in the unit of the wire; `undefined` without one. */
export function readNumberRange(
  query: string,
  key: string,
  toNumber: (text: string) => number | undefined,
): NumberRange | undefined {
  const term = parseSearch(query).terms.find(
    (one) => (one.kind === 'range' || one.kind === 'compare') && one.key === key,
  )
  if (term?.kind === 'compare') {
    const value = toNumber(term.value)
    return term.operator.startsWith('>')
      ? { low: value }
      : { high: value, isHighOut: term.operator === '<' }
  }
  return term?.kind === 'range'
    ? {
        low: toNumber(term.low.value),
        high: toNumber(term.high.value),
        isHighOut: !term.high.isIncluded,
      }
    : undefined
}

/** Sets the range of a key in place of the one that it has; without ends, removes it. */
export function setNumberRange(
  query: string,
  key: string,
  range: NumberRange,
  print: (value: number) => string = String,
): string {
  const term = toRangeTerm(key, range, print)
  const index = parseSearch(query).terms.findIndex(
    (one) => (one.kind === 'range' || one.kind === 'compare') && one.key === key,
  )
  if (index >= 0) {
    return term === '' ? removeTerm(query, index) : editTerm(query, index, term)
  }
  return term === '' ? query : query.trim() === '' ? term : `${term} ${query}`
}

function toRangeTerm(
  key: string,
  { low, high, isHighOut = false }: NumberRange,
  print: (value: number) => string,
): string {
  const name = printKey(key)
  if (low !== undefined && high !== undefined) {
    const end = isHighOut && high > low ? '}' : ']'
    return `${name}:[${print(Math.min(low, high))} TO ${print(Math.max(low, high))}${end}`
  }
  if (low !== undefined) {
    return `${name}:>=${print(low)}`
  }
  return high === undefined ? '' : `${name}:${isHighOut ? '<' : '<='}${print(high)}`
}
