import type { Term } from './eventSearch.ts'
import { toQuantity } from './quantity.ts'
import type { SessionField } from './sessionField.ts'
import { SESSION_NAMES } from './sessionField.ts'
import type { SqlParameters } from './sqlParameters.ts'

/** A term that is decided while a session's rows are merged. */
export interface MergedTerm {
  /** A small number: an aggregate over `rum.sessions AS s`, grouped by session. */
  aggregate: string
  /** @returns the condition over the column of that number */
  toCondition(column: string): string
}

/** More values than this are compared with the merged text. */
const MOST_VALUES = 8

/**
 * Decides a term by a small number instead of the merged text or set, which takes more than twice as long to merge. `undefined` for
 * a term that needs the value itself.
 */
export function toMergedTerm(
  term: Term,
  field: SessionField,
  sql: SqlParameters,
): MergedTerm | undefined {
  if (SESSION_NAMES.includes(field.key)) {
    return ofName(term, `s.${field.key}`, sql)
  }
  const set = field.setOf
  return set !== undefined && asksForAny(term, field)
    ? {
        aggregate: `max(finalizeAggregation(${set}) > 0)`,
        toCondition: (column) => `${column} = 1`,
      }
    : undefined
}

/**
 * The name of a session is the highest of its rows. Each row gets a number that rises with its text, and is odd for the
 * texts that are looked for: the highest number is that of the highest text.
 */
function ofName(term: Term, value: string, sql: SqlParameters): MergedTerm | undefined {
  if (term.kind === 'has') {
    return { aggregate: `max(${value} != '')`, toCondition: (column) => `${column} = 1` }
  }
  if (term.kind !== 'match' || term.patterns.some(({ length }) => length !== 1)) {
    return undefined
  }
  const texts = [...new Set(term.patterns.map(([text = '']) => text))]
  if (texts.length > MOST_VALUES) {
    return undefined
  }
  const steps = texts
    .map((text) => sql.text(text))
    .map((text) => `2 * (${value} > ${text}) + (${value} = ${text})`)
  return {
    aggregate: `max(toUInt8(${steps.join(' + ')}))`,
    toCondition: (column) => `${column} % 2 = 1`,
  }
}

/** A session has any of a kind of events as soon as one of its rows has. */
function asksForAny(term: Term, { kind }: SessionField): boolean {
  if (term.kind === 'has') {
    return true
  }
  return (
    term.kind === 'compare' &&
    [
      ['>', 0],
      ['>=', 1],
    ].some(
      ([operator, least]) => term.operator === operator && toQuantity(term.value, kind) === least,
    )
  )
}
