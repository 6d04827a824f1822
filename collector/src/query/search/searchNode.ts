/** Meaning of a search text. Values are kept as they were written; which type they have is the field's matter. */
export type SearchNode =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; nodes: readonly SearchNode[] }
  | { kind: 'not'; node: SearchNode }
  /** Words without a key. */
  | { kind: 'text'; pattern: Pattern }
  | { kind: 'has'; key: string; column: number }
  /** One of the patterns. */
  | { kind: 'match'; key: string; column: number; patterns: readonly Pattern[] }
  | { kind: 'compare'; key: string; column: number; operator: Operator; value: string }
  | { kind: 'range'; key: string; column: number; low: Bound; high: Bound }

/** Texts between the wildcards: `a*b` is `['a', 'b']`, a text without one is `['text']`. */
export type Pattern = readonly string[]

export type Operator = '>' | '>=' | '<' | '<='

export interface Bound {
  /** `*` where there is none. */
  value: string
  isIncluded: boolean
}
