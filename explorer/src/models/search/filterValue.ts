import type { FieldIndex } from '../fields/fieldIndex.ts'
import { addTerm, findTerm, removeTerm } from './editSearch.ts'
import { parseSearch } from './parseSearch.ts'
import { printKey, printPatterns, quoteValue } from './printSearch.ts'

/** Value of a field as the collector sent it; `undefined` if the row has none. */
export type RawValue = string | number | boolean | undefined

export interface FieldValue {
  /** Unquoted key of the grammar; `toCustomKey` makes that of a custom attribute. */
  key: string
  value: RawValue
}

export interface FilterContext {
  list: string
  fields: Pick<FieldIndex, 'isOfSession'>
}

/** Events without a duration have 0 in this column. */
const ZERO_IS_EMPTY = ['duration', 'time_spent']
/** Lists shorten texts to at least this length, and end them with `…`. */
const SHORTENED = 512
const PREFIX = 200

/** Returns the key of a custom attribute of any name. */
export function toCustomKey(name: string): string {
  // The collector removes one such prefix, so a name that begins with it needs another.
  return /^(custom|context)\./.test(name) ? `@custom.${name}` : `@${name}`
}

/** Filters by a value: the rows that have exactly this value, or none if the value is empty. */
export function filterValue(text: string, field: FieldValue, context: FilterContext): string {
  return isEmpty(field)
    ? addComplement(text, toPresenceTerm(field.key), context)
    : addPositive(text, toValueTerm(field), context)
}

/**
 * Filters by all other values. For each text, the rows of `filterValue` and of `reverseFilterValue` are together
 * the rows of the text, and no row is in both.
 */
export function reverseFilterValue(
  text: string,
  field: FieldValue,
  context: FilterContext,
): string {
  return isEmpty(field)
    ? addPositive(text, toPresenceTerm(field.key), context)
    : addComplement(text, toValueTerm(field), context)
}

/** Returns the term that matches exactly this value. A value that a list shortened is matched by its beginning. */
export function toValueTerm({ key, value }: FieldValue): string {
  const text = String(value)
  const isShortened = text.length >= SHORTENED && text.endsWith('…')
  const written = isShortened
    ? printPatterns([[text.slice(0, PREFIX).replace(/[\uD800-\uDBFF]$/, ''), '']])
    : quoteValue(text)
  return `${printKey(key)}:${written}`
}

export function toPresenceTerm(key: string): string {
  return `has:${quoteValue(key)}`
}

function isEmpty({ key, value }: FieldValue): boolean {
  if (value === undefined || (value === '' && !key.startsWith('@'))) {
    return true
  }
  return value === 0 && ZERO_IS_EMPTY.includes(key)
}

function addPositive(text: string, term: string, context: FilterContext): string {
  return addTerm(dropTerm(text, toComplement(text, term, context)), term)
}

function addComplement(text: string, term: string, context: FilterContext): string {
  const rest = dropTerm(text, term)
  return addTerm(rest, toComplement(rest, term, context))
}

/**
 * In a search for sessions, terms about events hold together for *one* event. So the complement of a term about
 * events is "no event with all of them", and not "no event with this one": a session with a TypeError on one page and
 * a visit to another would otherwise be in neither.
 */
function toComplement(text: string, term: string, { list, fields }: FilterContext): string {
  const key = parseSearch(term).terms.map((one) => ('key' in one ? one.key : ''))[0] ?? ''
  if (list !== 'sessions' || fields.isOfSession(key)) {
    return `-${term}`
  }
  const companions = parseSearch(text)
    .terms.filter((one) => 'key' in one && !fields.isOfSession(one.key))
    .map(({ start, end }) => text.slice(start, end))
  return companions.length === 0 ? `-${term}` : `-(${companions.join(' ')} ${term})`
}

function dropTerm(text: string, term: string): string {
  const index = findTerm(text, term)
  return index < 0 ? text : removeTerm(text, index)
}
