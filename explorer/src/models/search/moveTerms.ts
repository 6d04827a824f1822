import type { SearchNode } from './parseSearch.ts'
import { parseSearch } from './parseSearch.ts'

export interface SearchParts {
  /** Terms that apply. */
  query: string
  /** Terms that do not. */
  aside: string
}

/**
 * Divides the terms of both texts by whether all of their keys apply. A text that stays whole is kept as typed, and a
 * text with a mistake stays where it is, because its terms are unknown.
 */
export function moveTerms(
  { query, aside }: SearchParts,
  applies: (key: string) => boolean,
): SearchParts {
  const own = divide(query, applies)
  const back = divide(aside, applies)
  return {
    query: joinTexts(own.query, back.query),
    aside: joinTexts(own.aside, back.aside),
  }
}

function divide(text: string, applies: (key: string) => boolean): SearchParts {
  const { terms, problem } = parseSearch(text)
  const isMoved = (term: SearchNode): boolean => !toKeys(term).every(applies)
  if (problem || !terms.some(isMoved)) {
    return { query: text, aside: '' }
  }
  const toText = (some: readonly SearchNode[]): string =>
    some.map(({ start, end }) => text.slice(start, end)).join(' ')
  return {
    query: toText(terms.filter((term) => !isMoved(term))),
    aside: toText(terms.filter(isMoved)),
  }
}

function joinTexts(one: string, other: string): string {
  return one.trim() === '' || other.trim() === ''
    ? `${one}${other}`.trim()
    : `${protect(one)} ${protect(other)}`
}

/** An unwrapped OR would bind with its neighbours. */
function protect(text: string): string {
  const { node } = parseSearch(text)
  return node?.kind === 'or' && !node.isWrapped ? `(${text})` : text
}

function toKeys(node: SearchNode): string[] {
  if ('nodes' in node) {
    return node.nodes.flatMap(toKeys)
  }
  if (node.kind === 'not') {
    return toKeys(node.node)
  }
  return 'key' in node ? [node.key] : []
}
