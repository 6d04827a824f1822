import type { StoredValue } from '../storedValue.ts'
import { toCanonical } from './editSearch.ts'
import type { SearchNode } from './parseSearch.ts'
import { parseSearch } from './parseSearch.ts'

const MAX_SEARCHES = 100

/** Puts a search in front. The same search in another spelling replaces the older one; a mistake is not kept. */
export function addSearch(history: readonly string[], text: string): readonly string[] {
  const search = text.trim()
  if (parseSearch(search).terms.length === 0) {
    return history
  }
  const canonical = toCanonical(search)
  const others = history.filter((one) => toCanonical(one) !== canonical)
  return [search, ...others].slice(0, MAX_SEARCHES)
}

/** Finds searches that contain each word of a text, in any order and case. */
export function findSearches(history: readonly string[], text: string): string[] {
  const words = text.toLowerCase().split(/\s+/)
  return history.filter((search) => words.every((word) => search.toLowerCase().includes(word)))
}

/** Returns the keys that searches used, the latest first. */
export function toRecentKeys(history: readonly string[]): string[] {
  return [...new Set(toLeaves(history).flatMap((node) => ('key' in node ? [node.key] : [])))]
}

/** Returns the values of a key that searches used, the latest first. */
export function toRecentValues(history: readonly string[], key: string): string[] {
  const values = toLeaves(history).flatMap((node) =>
    node.kind === 'match' && node.key === key
      ? node.patterns.filter(({ length }) => length === 1).map(([value = '']) => value)
      : [],
  )
  return [...new Set(values)]
}

function toLeaves(history: readonly string[]): SearchNode[] {
  const collect = (node: SearchNode): SearchNode[] =>
    'nodes' in node
      ? node.nodes.flatMap(collect)
      : node.kind === 'not'
        ? collect(node.node)
        : [node]
  return history.flatMap((text) => parseSearch(text).terms.flatMap(collect))
}

export interface SearchHistory {
  read(): readonly string[]
  add(text: string): void
  clear(): void
}

/** Keeps the history in a storage, which other tabs change as well: it is read again before each change. */
export function createSearchHistory(stored: StoredValue<readonly string[]>): SearchHistory {
  return {
    read: stored.read,
    add: (text) => stored.write(addSearch(stored.read(), text)),
    clear: () => stored.write([]),
  }
}

export function parseHistory(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string').slice(0, MAX_SEARCHES)
    : []
}
