import { stringify } from 'csv-stringify/sync'

/**
 * A spreadsheet runs a cell that begins so as a formula, whoever wrote it: after white space as well, and in full-width
 * characters. https://owasp.org/www-community/attacks/CSV_Injection
 *
 * `escape_formulas` of the library knows neither white space nor new lines before it, and escapes negative numbers.
 */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/

/** Lines of RFC 4180; a text that a spreadsheet would run gets an apostrophe before it. */
export function toCsv(rows: readonly (readonly unknown[])[]): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/, // by itself the library quotes for the two together alone
    cast: { boolean: String, string: escapeFormula, object: (value) => JSON.stringify(value) },
  })
}

function escapeFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}
