import { toEventCondition } from '../search/eventSearch.ts'
import type { SearchNode } from '../search/searchNode.ts'
import type { SqlParameters } from '../search/sqlParameters.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'

/** Columns of an inner selection, each text once: questions that share a term share its column. */
export interface Atoms {
  /** @returns the name of the column that holds an expression */
  toName(sql: string): string
  /** @returns a condition over the columns, for a search over `rum.events AS e` */
  toCondition(search: SearchNode): string
  /** The inner selection's list. */
  readonly columns: string
  readonly values: SqlParameters
}

/** The engine plans each expression of a statement: that, and not the rows, is the price of a thousand questions. */
export function createAtoms(): Atoms {
  const names = new Map<string, string>()
  const values = shareValues(createSqlParameters('measure'))
  function toName(sql: string): string {
    const name = names.get(sql) ?? `a${names.size}`
    names.set(sql, name)
    return name
  }
  return {
    toName,
    values,
    toCondition(search) {
      const nodes = search.kind === 'and' ? search.nodes : [search]
      const terms = nodes.filter(({ kind }) => kind !== 'all')
      return terms.map((node) => toName(toEventCondition(node, values))).join(' AND ') || '1'
    },
    get columns() {
      return [...names].map(([sql, name]) => `${sql} AS ${name}`).join(',\n    ')
    },
  }
}

/** Equal values have one placeholder, so that equal terms have equal texts. */
export function shareValues(values: SqlParameters): SqlParameters {
  const known = new Map<string, string>()
  function once(key: string, add: () => string): string {
    const placeholder = known.get(key) ?? add()
    known.set(key, placeholder)
    return placeholder
  }
  return {
    values: values.values,
    text: (value) => once(`text ${value}`, () => values.text(value)),
    texts: (texts) => once(`texts ${JSON.stringify(texts)}`, () => values.texts(texts)),
    number: (value) => once(`number ${value}`, () => values.number(value)),
    integer: (value) => once(`integer ${value}`, () => values.integer(value)),
  }
}
