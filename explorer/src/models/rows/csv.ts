import type { RawValue } from '../search/filterValue.ts'

/**
 * Start of a cell that a spreadsheet runs as a formula: behind white space as well, and in full-width characters.
 * Equal to the rule of the collector's files. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/

/** Formats one line of RFC 4180. A text that a spreadsheet would run gets an apostrophe in front. */
export function toCsvLine(values: readonly RawValue[]): string {
  return `${values.map(toCell).join(',')}\r\n`
}

function toCell(value: RawValue): string {
  if (typeof value !== 'string') {
    return value === undefined ? '' : String(value)
  }
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
