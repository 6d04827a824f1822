import fc from 'fast-check'
import type { SearchNode } from '../../../../collector/src/query/search/searchNode.ts'

const FRAGMENTS = [
  ...['(', ')', '[', ']', '{', '}', '-', '!', '"', '\\', '*', ':', '>', '>=', '<'],
  ...[' TO ', ' OR ', ' AND ', ' NOT ', ' ', '\n', '@', 'has:', 'env:', 'duration:', '@custom.'],
  ...['2s', '//', 'a', "'", '"a b"', '中', 'k:(a OR b)', '@"x y":', '(a b)'],
]

/** Texts around the grammar: most have a mistake, many do not. */
export const searchText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 20,
  })
  .map((parts) => parts.join(''))

/** Row of a list of events, or one event of a session: values under their keys, custom ones with `@`. */
export type FakeEvent = Readonly<Record<string, string | number | boolean>>

export interface FakeSession {
  own: FakeEvent
  events: readonly FakeEvent[]
}

/** Evaluates the collector's tree on one event, with the meaning that docs/query.md gives. */
export function matchesEvent(node: SearchNode, event: FakeEvent): boolean {
  switch (node.kind) {
    case 'all':
      return true
    case 'and':
      return node.nodes.every((one) => matchesEvent(one, event))
    case 'or':
      return node.nodes.some((one) => matchesEvent(one, event))
    case 'not':
      return !matchesEvent(node.node, event)
    case 'has':
      return isThere(event, node.key)
    case 'match':
      return isThere(event, node.key) && matchesPattern(node.patterns, String(event[node.key]))
    default:
      return false // not used by the tests
  }
}

/** The collector's columns without a value, and the duration of an event that has none. */
function isThere(event: FakeEvent, key: string): boolean {
  const value = event[key]
  const isEmpty = value === '' && !key.startsWith('@')
  return value !== undefined && !isEmpty && !(value === 0 && key === 'duration')
}

function matchesPattern(patterns: readonly (readonly string[])[], value: string): boolean {
  return patterns.some((parts) =>
    parts.length === 1
      ? value === parts[0]
      : value.toLowerCase().startsWith((parts[0] ?? '').toLowerCase()),
  )
}

/** Evaluates the tree on a session: terms about events side by side hold for one event. */
export function matchesSession(
  node: SearchNode,
  session: FakeSession,
  isOfSession: (key: string) => boolean,
): boolean {
  const recurse = (one: SearchNode): boolean => matchesSession(one, session, isOfSession)
  const withEvent = (nodes: readonly SearchNode[]): boolean =>
    session.events.some((event) => nodes.every((one) => matchesEvent(one, event)))
  const isAboutEvents = (one: SearchNode): boolean => 'key' in one && !isOfSession(one.key)
  switch (node.kind) {
    case 'and': {
      const together = node.nodes.filter(isAboutEvents)
      return (
        (together.length === 0 || withEvent(together)) &&
        node.nodes.filter((one) => !isAboutEvents(one)).every(recurse)
      )
    }
    case 'or':
      return node.nodes.some(recurse)
    case 'not':
      return !recurse(node.node)
    default:
      return isAboutEvents(node) ? withEvent([node]) : matchesEvent(node, session.own)
  }
}
