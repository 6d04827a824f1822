/** Functions of the values of one field. `good` and `poor` are shares of a web vital by the thresholds of web.dev. */
export const FIELD_FUNCTIONS = [
  'sum',
  'avg',
  'min',
  'max',
  'p50',
  'p75',
  'p90',
  'p95',
  'p99',
  'distinct',
  'good',
  'poor',
] as const

export type FieldFunction = (typeof FIELD_FUNCTIONS)[number]

/** Numbers of the rows themselves. `part` and `share` are about the rows that the search `part` finds. */
export const ROW_FUNCTIONS = ['count', 'sessions', 'users', 'part', 'share'] as const

export type RowFunction = (typeof ROW_FUNCTIONS)[number]

/** A number that is computed of many rows, written `count` or `p75(duration)`. */
export type Measure =
  | { of: 'rows'; name: RowFunction }
  | { of: 'field'; name: FieldFunction; key: string }

/** Limits of one question, which the collector checks and the explorer stays within. */
export const MEASURE_LIMITS = {
  measures: 16,
  keys: 3,
  groups: 100,
  series: 12,
  buckets: 1000,
} as const

/** Reads a measure; `undefined` for any other text. */
export function parseMeasure(text: string): Measure | undefined {
  const row = ROW_FUNCTIONS.find((name) => name === text)
  if (row !== undefined) {
    return { of: 'rows', name: row }
  }
  const [, name, key = ''] = /^([a-z]\w*)\(([^(),]{1,128})\)$/.exec(text) ?? []
  const known = FIELD_FUNCTIONS.find((one) => one === name)
  return known === undefined ? undefined : { of: 'field', name: known, key }
}

export function printMeasure(measure: Measure): string {
  return measure.of === 'rows' ? measure.name : `${measure.name}(${measure.key})`
}
