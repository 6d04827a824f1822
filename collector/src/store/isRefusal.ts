/**
 * ClickHouse's numbers for rows that it cannot read, today or tomorrow. Everything else may pass: a server that
 * is full, read-only, short of memory, without its keeper, or that has forgotten a user or a table.
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const REFUSALS: ReadonlySet<string> = new Set([
  '6', // CANNOT_PARSE_TEXT
  '26', // CANNOT_PARSE_QUOTED_STRING
  '27', // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  '38', // CANNOT_PARSE_DATE
  '41', // CANNOT_PARSE_DATETIME
  '53', // TYPE_MISMATCH
  '69', // ARGUMENT_OUT_OF_BOUND
  '70', // CANNOT_CONVERT_TYPE
  '72', // CANNOT_PARSE_NUMBER
  '117', // INCORRECT_DATA
  '349', // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  '691', // UNKNOWN_ELEMENT_OF_ENUM
])

/** Returns whether the database said that it will never take these rows. By number: the engine's errors have a class of their own. */
export function isRefusal(error: unknown): boolean {
  return REFUSALS.has(String((error as { code?: unknown }).code))
}
