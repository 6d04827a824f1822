import type { QueryParameters } from '../../store/openStore.ts'

/** A part of a statement, with the values of its placeholders. */
export interface SqlFragment {
  sql: string
  parameters: QueryParameters
}

/** Collects the values of one condition: what it is given never becomes part of the statement's text. */
export interface SqlParameters {
  /** @returns the placeholder to write in the statement */
  text(value: string): string
  texts(values: readonly string[]): string
  number(value: number): string
  integer(value: number): string
  readonly values: QueryParameters
}

/** @param prefix - begins the placeholders' names, so that they differ from those of the other conditions of a statement */
export function createSqlParameters(prefix: string): SqlParameters {
  const values: QueryParameters = {}
  let count = 0
  function add(type: string, value: QueryParameters[string]): string {
    const name = `${prefix}${count++}`
    values[name] = value
    return `{${name}:${type}}`
  }
  return {
    values,
    // The engine takes UTF-8 alone, which has no half of a character.
    text: (value) => add('String', value.toWellFormed()),
    texts: (texts) =>
      add(
        'Array(String)',
        texts.map((value) => value.toWellFormed()),
      ),
    number: (value) => add('Float64', value),
    integer: (value) => add('Int64', value),
  }
}
