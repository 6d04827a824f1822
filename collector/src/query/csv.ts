/**
 * A spreadsheet runs a cell that begins so as a formula, whoever wrote it: after white space as well, and in full-width
 * characters. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/

/** One line of RFC 4180; a text that a spreadsheet would run gets an apostrophe before it. */
export function toCsvLine(values: readonly unknown[]): string {
  return `${values.map(toCell).join(',')}\r\n`
}

function toCell(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
