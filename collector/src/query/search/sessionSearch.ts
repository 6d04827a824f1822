import type { Term } from './eventSearch.ts'
import { isCustomKey, isTextual, resolveKey, toEventCondition, toWholeText } from './eventSearch.ts'
import { toMergedTerm } from './mergedTerm.ts'
import { toPredicate } from './predicate.ts'
import { ALIASES } from './searchField.ts'
import type { SearchNode } from './searchNode.ts'
import type { SessionField } from './sessionField.ts'
import { SESSION_FIELDS } from './sessionField.ts'
import type { SqlParameters } from './sqlParameters.ts'

/**
 * Makes a condition on a session of one on its events.
 *
 * @param guard - a further condition over `rum.events AS e`
 */
export type WithEvent = (search: SearchNode, guard?: string) => string

/** The condition over `rum.events AS e` that a `WithEvent` is given. */
export function toGuardedCondition(search: SearchNode, guard: string, sql: SqlParameters): string {
  const condition = toEventCondition(search, sql)
  return guard === '' ? condition : `${guard} AND ${condition}`
}

export interface SessionSearchDeps {
  sql: SqlParameters
  withEvent: WithEvent
  /** The column of a key of `SESSION_FIELDS`. */
  toColumn(key: string): string
  /**
   * Adds an aggregate over `rum.sessions AS s`, grouped by session. Absent where many searches share the merged columns.
   *
   * @returns its column
   */
  addAggregate?(aggregate: string): string
}

/**
 * A search as a condition over merged sessions. A term that is about events holds for a
 * session that has one such event; terms side by side that are about one kind of event hold for *one* event.
 */
export function toSessionCondition(node: SearchNode, deps: SessionSearchDeps): string {
  switch (node.kind) {
    case 'all':
      return '1'
    case 'and':
      return `(${toSessionConditions(node.nodes, deps).join(' AND ')})`
    case 'or':
      return `(${node.nodes.map((one) => toSessionCondition(one, deps)).join(' OR ')})`
    case 'not':
      return `NOT ${toSessionCondition(node.node, deps)}`
    case 'text':
      // Resources are most of all events, and none is what somebody means who types a name or a message.
      return deps.withEvent(node, "e.type != 'resource'")
    default: {
      const field = findSessionField(node)
      return field === undefined
        ? deps.withEvent(node)
        : toFieldCondition(node as Term, field, deps)
    }
  }
}

/** The column and the text of a term that asks the session itself for one whole text. */
export function toSessionEquality(
  node: SearchNode,
  { toColumn }: Pick<SessionSearchDeps, 'toColumn'>,
): { column: string; value: string } | undefined {
  const value = toWholeText(node)
  const field = findSessionField(node)
  return value === undefined || field === undefined || !isTextual(field.kind)
    ? undefined
    : { column: toColumn(field.key), value }
}

/** Conditions that hold together where a session matches terms that stand side by side. */
export function toSessionConditions(
  nodes: readonly SearchNode[],
  deps: SessionSearchDeps,
): string[] {
  const groups = new Map<string, SearchNode[]>()
  const conditions: string[] = []
  const kindsOfNodes = nodes.map(toEventKinds)
  const single = new Set(kindsOfNodes.flatMap((kinds) => (kinds?.length === 1 ? kinds : [])))
  for (const [index, node] of nodes.entries()) {
    const kinds = kindsOfNodes[index]
    if (kinds === undefined) {
      conditions.push(toSessionCondition(node, deps))
    } else {
      // `status` is of a resource or a log: it joins the terms about one of them, and otherwise stands for itself.
      const kind = kinds.find((one) => single.has(one)) ?? kinds.join(' or ')
      groups.set(kind, [...(groups.get(kind) ?? []), node])
    }
  }
  const common = groups.get(ANY_EVENT) ?? []
  const kinds = [...groups].filter(([kind]) => kind !== ANY_EVENT)
  const events =
    kinds.length === 0 && common.length > 0 ? [common] : kinds.map(([, own]) => [...common, ...own])
  return [...conditions, ...events.map((own) => deps.withEvent({ kind: 'and', nodes: own }))]
}

const ANY_EVENT = 'any'

/** The kinds of events that a term may be about; `undefined` where it is about the session, or no single term. */
function toEventKinds(node: SearchNode): readonly string[] | undefined {
  if (!isTerm(node) || findSessionField(node) !== undefined) {
    return undefined
  }
  const fields = resolveKey(node) ?? []
  const kinds = new Set(fields.flatMap(({ measurement }) => measurement ?? []))
  const isOfAny = kinds.size === 0 || fields.some(({ measurement }) => measurement === undefined)
  return isOfAny || isCustomKey(node) ? [ANY_EVENT] : [...kinds]
}

function isTerm(node: SearchNode): node is Term {
  return ['has', 'match', 'compare', 'range'].includes(node.kind)
}

/** A word for several names is about events, which may have any of them. */
function findSessionField(node: SearchNode): SessionField | undefined {
  if (!isTerm(node)) {
    return undefined
  }
  const [key = '', ...others] = ALIASES.get(node.key) ?? [node.key]
  return others.length === 0 ? SESSION_FIELDS.get(key) : undefined
}

function toFieldCondition(
  term: Term,
  field: SessionField,
  { sql, toColumn, addAggregate }: SessionSearchDeps,
): string {
  if (addAggregate !== undefined) {
    const merged = toMergedTerm(term, field, sql)
    if (merged !== undefined) {
      return merged.toCondition(addAggregate(merged.aggregate))
    }
  }
  const { key, kind } = field
  const value = toColumn(key)
  if (term.kind === 'has') {
    return kind === 'text' ? `${value} != ''` : `${value} != 0`
  }
  return `ifNull(${toPredicate(term, { kind, value }, sql)}, 0)`
}
