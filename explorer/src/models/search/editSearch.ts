import type { SearchNode } from './parseSearch.ts'
import { parseSearch } from './parseSearch.ts'
import { printSearch } from './printSearch.ts'
import type { Span } from './searchTokens.ts'

/** One term of the search as a chip. Its index names it in the functions of this file. */
export interface Chip {
  /** Text without the negation, as typed. */
  text: string
  isNegated: boolean
  /** Key of a term about one key; empty for free text and groups. */
  key: string
}

/** Returns the chips of a text: none if the text has a mistake, because its terms are unknown. */
export function toChips(text: string): Chip[] {
  return parseSearch(text).terms.map((term) => {
    const inner = term.kind === 'not' ? term.node : term
    return {
      text: text.slice(inner.start, inner.end),
      isNegated: term.kind === 'not',
      key: 'key' in inner ? inner.key : '',
    }
  })
}

/**
 * Adds a term and keeps the text as typed; a term that is there already is not added again. The term goes to the
 * front if it would change its meaning at the end: behind a mistake or an unfinished escape.
 */
export function addTerm(text: string, term: string): string {
  const { node, terms, problem } = parseSearch(text)
  if (text.trim() === '') {
    return term
  }
  const canonical = toCanonical(term)
  if (terms.some((one) => printSearch(one) === canonical)) {
    return text
  }
  const before = node?.kind === 'or' && !node.isWrapped ? parenthesise(text, node) : text
  return problem || /\\$/.test(before)
    ? `${term} ${before}`
    : `${before}${endsInSpace(before) ? '' : ' '}${term}`
}

/** Removes a term, and the `AND` beside it. */
export function removeTerm(text: string, index: number): string {
  const { terms } = parseSearch(text)
  const term = terms[index]
  if (!term) {
    return text
  }
  const following = terms[index + 1]
  const previous = terms[index - 1]
  const start = following || !previous ? term.start : previous.end
  const end = following ? following.start : term.end
  return splice(text, { start, end }, '')
}

export function negateTerm(text: string, index: number): string {
  const term = parseSearch(text).terms[index]
  if (!term) {
    return text
  }
  if (term.kind === 'not') {
    return splice(text, term, cut(text, term.node))
  }
  return splice(text, term, `-${isOpenGroup(term) ? parenthesise(text, term) : cut(text, term)}`)
}

/** Replaces a term by the text of a chip that was edited. An empty text removes the term. */
export function editTerm(text: string, index: number, edited: string): string {
  const term = parseSearch(text).terms[index]
  if (!term) {
    return text
  }
  const { node } = parseSearch(edited)
  if (node?.kind === 'all') {
    return removeTerm(text, index)
  }
  // `a OR b` as one of several terms would otherwise bind with its neighbours.
  return splice(text, term, node && isOpenGroup(node) ? parenthesise(edited, node) : edited)
}

/** Returns the index of a term with the same meaning, or -1. */
export function findTerm(text: string, term: string): number {
  const canonical = toCanonical(term)
  return parseSearch(text).terms.findIndex((one) => printSearch(one) === canonical)
}

export function toCanonical(text: string): string {
  const { node } = parseSearch(text)
  return node ? printSearch(node) : text
}

/** True for `a OR b` without parentheses. */
function isOpenGroup(node: SearchNode): boolean {
  return 'nodes' in node && !node.isWrapped
}

/** An escaped space is part of a word. */
function endsInSpace(text: string): boolean {
  const [, escapes] = /(\\*)\s$/.exec(text) ?? []
  return escapes !== undefined && escapes.length % 2 === 0
}

const cut = (text: string, { start, end }: Span): string => text.slice(start, end)

/** A dash or a backslash at the end would otherwise bind with the parenthesis. */
function parenthesise(text: string, node: Span): string {
  const own = cut(text, node)
  const isEscaping = (/\\*$/.exec(own)?.[0].length ?? 0) % 2 === 1
  return `(${own}${isEscaping ? '\\' : /[-!]$/.test(own) ? ' ' : ''})`
}

/** Replaces a span, and keeps a space on both sides, so that neighbours do not become one word. */
function splice(text: string, { start, end }: Span, term: string): string {
  const before = text.slice(0, start)
  const after = text.slice(end)
  if (term === '') {
    return before === '' || after === '' || endsInSpace(before) || /^\s/.test(after)
      ? `${before}${after}`
      : `${before} ${after}`
  }
  const left = before === '' || endsInSpace(before) ? '' : ' '
  const right = after === '' || /^\s/.test(after) ? '' : ' '
  return `${before}${left}${term}${right}${after}`
}
