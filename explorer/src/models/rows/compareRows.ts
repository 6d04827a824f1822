import type { RawValue } from '../search/filterValue.ts'

/** Rows that fit side by side on a screen. */
export const COMPARABLE: { least: number; most: number } = { least: 2, most: 4 }

export const isComparable = (rows: number): boolean =>
  rows >= COMPARABLE.least && rows <= COMPARABLE.most

export interface ComparedField {
  key: string
  /** One for each row, in their order. */
  values: readonly RawValue[]
  /** At least one row has another value than the first, or none. */
  differs: boolean
}

/** Compares rows field by field. Fields without a value in any row are left out. */
export function compareRows<Row>(
  rows: readonly Row[],
  keys: readonly string[],
  read: (row: Row, key: string) => RawValue,
): ComparedField[] {
  return [...new Set(keys)].flatMap((key) => {
    const values = rows.map((row) => toValue(read(row, key)))
    const differs = values.some((value) => value !== values[0])
    return values.every((value) => value === undefined) ? [] : [{ key, values, differs }]
  })
}

/** An empty text is no value, in a search as well. */
const toValue = (raw: RawValue): RawValue => (raw === '' ? undefined : raw)
