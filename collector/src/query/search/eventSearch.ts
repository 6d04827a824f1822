import { COLUMN_FIELDS } from '../../store/eventColumns.ts'
import type { Leaf } from './predicate.ts'
import { toLike, toPredicate, toTextMatch } from './predicate.ts'
import { toQuantity } from './quantity.ts'
import type { SearchField } from './searchField.ts'
import { ALIASES, EVENT_FIELDS } from './searchField.ts'
import type { Pattern, SearchNode } from './searchNode.ts'
import type { SqlParameters } from './sqlParameters.ts'
import { toUnknownKey } from './unknownKey.ts'

/** A search as a condition over `rum.events AS e`, never NULL. Throws a `SearchProblem`. */
export function toEventCondition(node: SearchNode, sql: SqlParameters): string {
  switch (node.kind) {
    case 'all':
      return '1'
    case 'and':
    case 'or':
      return `(${node.nodes.map((one) => toEventCondition(one, sql)).join(node.kind === 'or' ? ' OR ' : ' AND ')})`
    case 'not':
      return `NOT ${toEventCondition(node.node, sql)}`
    case 'text':
      return toFreeText(node.pattern, sql)
    default:
      return toTermCondition(node, sql)
  }
}

export type Term = Extract<SearchNode, { kind: 'has' | 'match' | 'compare' | 'range' }>

/** The names that a term's key stands for; `undefined` for a custom attribute. */
export function resolveKey(term: Term): readonly SearchField[] | undefined {
  const { key, column } = term
  const found = findFields(term)
  if (found.length === 0 && toName(key) === key) {
    throw toUnknownKey(key, column, [...EVENT_FIELDS.keys(), ...ALIASES.keys()])
  }
  return found.length === 0 ? undefined : found
}

function findFields({ key }: Term): readonly SearchField[] {
  return (ALIASES.get(key) ?? [toName(key)]).flatMap((one) => EVENT_FIELDS.get(one) ?? [])
}

/** A key without the prefix of custom attributes. */
function toName(key: string): string {
  return key.replace(/^@?(custom|context)\.|^@/, '')
}

/**
 * The column and the text of a term that asks for one whole text, so that many searches can be looked up at once. The term holds
 * where the column has the text and the guard holds.
 */
export function toEventEquality(
  node: SearchNode,
): { column: string; value: string; guard?: string } | undefined {
  const value = toWholeText(node)
  if (value === undefined || node.kind !== 'match' || isCustomKey(node)) {
    return undefined
  }
  const [field, ...others] = findFields(node)
  if (field === undefined || others.length > 0 || !isTextual(field.kind)) {
    return undefined
  }
  const ofMeasurement = toMeasurement(field)
  const isImplied = ofMeasurement === '' && field.exists === `${field.value} != ''` && value !== ''
  return {
    column: field.value,
    value,
    ...(!isImplied && { guard: `(${ofMeasurement}${field.exists})` }),
  }
}

/** The text of a term without wildcards, of which there is one. */
export function toWholeText(node: SearchNode): string | undefined {
  const [pattern, ...others] = node.kind === 'match' ? node.patterns : []
  return others.length === 0 && pattern?.length === 1 ? pattern[0] : undefined
}

/** True of what `toTextMatch` compares. */
export function isTextual(kind: SearchField['kind']): boolean {
  return kind === 'text' || kind === 'code'
}

/** True of a key that names a custom attribute by its prefix. */
export function isCustomKey({ key }: Term): boolean {
  return /^(@|(custom|context)\.)/.test(key)
}

function toTermCondition(term: Term, sql: SqlParameters): string {
  const fields = resolveKey(term)
  if (fields === undefined) {
    return toCustomCondition(term, sql)
  }
  if (isCustomKey(term) && fields.every(({ measurement }) => measurement !== undefined)) {
    // Events of another kind may have a custom attribute with the name of this field.
    return `(${toFieldConditions(term, fields, sql)} OR ${toCustomCondition(term, sql)})`
  }
  return toFieldConditions(term, fields, sql)
}

function toFieldConditions(term: Term, fields: readonly SearchField[], sql: SqlParameters): string {
  const conditions = fields.map((field) => {
    const isThere = `${toMeasurement(field)}${field.exists}`
    return term.kind === 'has'
      ? `(${isThere})`
      : `(${isThere} AND ifNull(${toPredicate(term, field, sql)}, 0))`
  })
  return conditions.length === 1 ? String(conditions[0]) : `(${conditions.join(' OR ')})`
}

/** Begins a condition on a field that only events of one measurement have. */
function toMeasurement({ measurement, types }: SearchField): string {
  return measurement === undefined || types !== undefined
    ? '' // `exists` names the types
    : `e.type = '${measurement}' AND `
}

/** An attribute of any name and type: the name is a parameter, and each map is asked for what it may hold. */
function toCustomCondition(term: Term, sql: SqlParameters): string {
  const name = sql.text(toName(term.key))
  const isIn = (map: string): string => `mapContains(e.${map}, ${name})`
  if (term.kind === 'has') {
    return `(${isIn('tags')} OR ${isIn('nums')} OR ${isIn('flags')})`
  }
  const numeric = { kind: 'duration', value: `e.nums[${name}]` } as const
  if (term.kind !== 'match') {
    return `(${isIn('nums')} AND ifNull(${toPredicate(term, numeric, sql)}, 0))`
  }
  const conditions = [`(${isIn('tags')} AND ${toTextMatch(term.patterns, `e.tags[${name}]`, sql)})`]
  const numbers = withPatterns(term, (text) => toQuantity(text, 'duration') !== undefined)
  if (numbers !== undefined) {
    conditions.push(`(${isIn('nums')} AND ${toPredicate(numbers, numeric, sql)})`)
  }
  const flags = withPatterns(term, (text) => text === 'true' || text === 'false')
  if (flags !== undefined) {
    const flag = { kind: 'flag', value: `e.flags[${name}]` } as const
    conditions.push(`(${isIn('flags')} AND ${toPredicate(flags, flag, sql)})`)
  }
  return `(${conditions.join(' OR ')})`
}

function withPatterns(
  term: Extract<Leaf, { kind: 'match' }>,
  fits: (text: string) => boolean,
): Leaf | undefined {
  const patterns = term.patterns.filter((one) => one.length === 1 && fits(one[0] ?? ''))
  return patterns.length === 0 ? undefined : { ...term, patterns }
}

const FREE = COLUMN_FIELDS.filter(({ isFreeText }) => isFreeText)
const TEXT_COLUMNS = FREE.filter(({ text }) => text !== 'id').map(({ column }) => column)
const ID_COLUMNS = FREE.filter(({ text }) => text === 'id').map(({ column }) => column)

/** Part of a person, an address, a message; or the whole of an id. Without regard to case, but for ids. */
function toFreeText(pattern: Pattern, sql: SqlParameters): string {
  const like = sql.text(`%${toLike(pattern)}%`)
  const conditions = TEXT_COLUMNS.map((column) => `e.${column} ILIKE ${like}`)
  const [id] = pattern
  if (pattern.length === 1 && id !== undefined) {
    const whole = sql.text(id)
    conditions.push(...ID_COLUMNS.map((column) => `e.${column} = ${whole}`))
  }
  return `(${conditions.join(' OR ')})`
}
