import type { SearchNode } from '../search/searchNode.ts'
import type { RowCondition } from './planGroups.ts'

/** A text that a term asks of a column. */
export interface Equality {
  column: string
  value: string
  /** A further condition of the term. */
  guard?: string
}

interface TermDeps {
  /** Columns and texts that are asked for beside the search. */
  equalities: readonly (readonly [string, string])[]
  /** `undefined` for a term that asks for anything else. */
  toEquality(node: SearchNode): Equality | undefined
  /** Conditions that hold together where all terms do. */
  toConditions(nodes: readonly SearchNode[]): readonly string[]
}

/** Divides a search into texts to look up and conditions to compute. */
export function addTerms(search: SearchNode, deps: TermDeps): RowCondition {
  const equalities = new Map(
    deps.equalities.map(([column, value]) => [column, value.toWellFormed()]),
  )
  const guards: string[] = []
  const others: SearchNode[] = []
  for (const node of search.kind === 'and' ? search.nodes : [search]) {
    const found = deps.toEquality(node)
    const value = found?.value.toWellFormed()
    if (found === undefined || value === undefined) {
      others.push(node)
    } else if ((equalities.get(found.column) ?? value) === value) {
      equalities.set(found.column, value)
      guards.push(...(found.guard === undefined ? [] : [found.guard]))
    } else {
      others.push(node) // a column has one text: this one is computed, and nothing matches
    }
  }
  const rest = deps.toConditions(others.filter(({ kind }) => kind !== 'all'))
  return { equalities, rest: [...guards, ...rest] }
}
