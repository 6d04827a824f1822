import type { SqlParameters } from '../search/sqlParameters.ts'

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
