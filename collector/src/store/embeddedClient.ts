import type { ClickHouseClient } from '@clickhouse/client'
import type { OpenConnection } from './chdb.ts'

/** A value of a statement: a `Date` would lose its milliseconds, an object has no type. */
type Value = string | number | readonly string[]

interface Statement {
  query: string
  query_params?: Record<string, unknown> | undefined
}

/**
 * Opens a connection that sets parameters on itself. chDB's own binding holds a lock of the whole process while the
 * statement runs: one slow question stopped every other question, sign-in and deletion.
 */
export function openWithParameters(open: OpenConnection): ClickHouseClient {
  const client = open()
  const { query, command } = client
  /** chDB leaves the rows of a statement that failed for the connection's next one: another person's answer. */
  async function discardRest(error: unknown): Promise<never> {
    await command.call(client, { query: 'SELECT 1' }).catch(() => undefined)
    throw error
  }
  const bound = {
    query: async (statement: Statement) =>
      query.call(client, withParameters(statement) as never).catch(discardRest),
    command: async (statement: Statement) =>
      command.call(client, withParameters(statement) as never).catch(discardRest),
  }
  return Object.assign(client, bound)
}

/** `SET` and the statement go to the engine as one: no other statement's values come between them. */
function withParameters({ query, query_params: parameters = {}, ...rest }: Statement): Statement {
  const names = Object.keys(parameters)
  checkNames(query, names)
  if (names.length === 0) {
    return { query, ...rest }
  }
  const settings = names.map((name) => `param_${name} = ${toText(parameters[name] as Value)}`)
  return { query: `SET ${settings.join(', ')}; ${query}`, ...rest }
}

/** A parameter stays set until it is set again: one that is left out would have another question's value. */
function checkNames(query: string, names: readonly string[]): void {
  for (const [, name = ''] of query.matchAll(/\{(\w+):[A-Z]/g)) {
    if (!names.includes(name)) {
      throw new Error(`the statement's parameter ${name} has no value`)
    }
  }
  const bad = names.find((name) => !/^\w+$/.test(name))
  if (bad !== undefined) {
    throw new Error('a parameter is named by letters, digits and _')
  }
}

/** A parameter is a text in which the engine reads the value: as a line of TSV, a list as SQL has it. */
function toText(value: Value): string {
  if (typeof value === 'object') {
    return toLiteral(`[${value.map(toLiteral).join(',')}]`)
  }
  return toLiteral(String(value).replace(/[\\\t\n\r\0]/g, (character) => TSV[character] ?? ''))
}

const TSV: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
}

/** In a literal the backslash and the quote alone are special, and the statement ends at a NUL. */
function toLiteral(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`
}
