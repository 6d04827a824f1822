import { describeQuantity, toQuantity } from './quantity.ts'
import type { FieldKind } from './searchField.ts'
import type { Bound, Operator, Pattern, SearchNode } from './searchNode.ts'
import { SearchProblem } from './searchProblem.ts'
import type { SqlParameters } from './sqlParameters.ts'

export type Leaf = Extract<SearchNode, { kind: 'match' | 'compare' | 'range' }>

/** Expression that is compared, and how its values are written. */
export interface Comparable {
  kind: FieldKind
  /** SQL. */
  value: string
}

/** The condition of one term on one value. */
export function toPredicate(leaf: Leaf, { kind, value }: Comparable, sql: SqlParameters): string {
  switch (leaf.kind) {
    case 'match':
      return toMatch(leaf, { kind, value }, sql)
    case 'compare':
      return `${toNumeric(leaf, { kind, value })} ${leaf.operator} ${sql.number(readNumber(leaf, leaf.value, kind))}`
    case 'range':
      return toRange(leaf, { kind, value }, sql)
  }
}

function toMatch(
  leaf: Extract<Leaf, { kind: 'match' }>,
  { kind, value }: Comparable,
  sql: SqlParameters,
): string {
  if (kind === 'text' || kind === 'code') {
    return toTextMatch(leaf.patterns, value, sql)
  }
  const conditions = leaf.patterns.map((pattern) => {
    const text = pattern.join('*')
    return kind === 'flag'
      ? `${value} = ${readFlag(leaf, text)}`
      : `${value} = ${sql.number(readNumber(leaf, text, kind))}`
  })
  return `(${conditions.join(' OR ')})`
}

/** Whole values as they are; with a wildcard without regard to case. */
export function toTextMatch(
  patterns: readonly Pattern[],
  value: string,
  sql: SqlParameters,
): string {
  const whole = patterns.filter(({ length }) => length === 1).map(([text = '']) => text)
  const conditions = patterns
    .filter(({ length }) => length > 1)
    .map((pattern) => `${value} ILIKE ${sql.text(toLike(pattern))}`)
  const [first] = whole
  if (whole.length === 1 && first !== undefined) {
    conditions.push(`${value} = ${sql.text(first)}`)
  } else if (whole.length > 1) {
    conditions.push(`${value} IN ${sql.texts(whole)}`)
  }
  return `(${conditions.join(' OR ')})`
}

export function toLike(pattern: Pattern): string {
  return pattern.map((part) => part.replace(/[\\%_]/g, '\\$&')).join('%')
}

function toRange(
  leaf: Extract<Leaf, { kind: 'range' }>,
  { kind, value }: Comparable,
  sql: SqlParameters,
): string {
  const numeric = toNumeric(leaf, { kind, value })
  const side = ({ value: text, isIncluded }: Bound, operator: Operator): string[] =>
    text === '*'
      ? []
      : [
          `${numeric} ${operator}${isIncluded ? '=' : ''} ${sql.number(readNumber(leaf, text, kind))}`,
        ]
  const conditions = [...side(leaf.low, '>'), ...side(leaf.high, '<')]
  return conditions.length === 0 ? `isNotNull(${numeric})` : `(${conditions.join(' AND ')})`
}

function toNumeric({ key, column }: Leaf, { kind, value }: Comparable): string {
  if (kind === 'code') {
    return `toFloat64OrNull(${value})`
  }
  if (kind === 'text' || kind === 'flag') {
    const instead = kind === 'flag' ? `${key}:true` : `${key}:value or ${key}:val*`
    throw new SearchProblem(column, `${key} is no number: write ${instead}`)
  }
  return value
}

function readNumber({ key, column }: Leaf, text: string, kind: FieldKind): number {
  const number = toQuantity(text, kind)
  if (number === undefined) {
    const shown = JSON.stringify(text.slice(0, 64))
    throw new SearchProblem(column, `${shown} does not fit ${key}: it is ${describeQuantity(kind)}`)
  }
  return Math.min(Math.max(number, -HIGHEST), HIGHEST)
}

/** The engine fails to compare a whole number with one that has no place among 64 bits. No event has more. */
const HIGHEST = 2 ** 63 - 1024

function readFlag({ key, column }: Leaf, text: string): 'true' | 'false' {
  if (text !== 'true' && text !== 'false') {
    throw new SearchProblem(column, `${key} is true or false: write ${key}:true`)
  }
  return text
}
