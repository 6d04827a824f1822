import type { RawValue } from '../../models/search/filterValue.ts'

const MS = 1e6

/** Thresholds of web.dev: good up to the first, poor above the second. Times are nanoseconds. */
const VITALS: Readonly<Record<string, readonly [good: number, poor: number]>> = {
  lcp: [2500 * MS, 4000 * MS],
  largest_contentful_paint: [2500 * MS, 4000 * MS],
  inp: [200 * MS, 500 * MS],
  interaction_to_next_paint: [200 * MS, 500 * MS],
  cls: [0.1, 0.25],
  cumulative_layout_shift: [0.1, 0.25],
  fcp: [1800 * MS, 3000 * MS],
  first_contentful_paint: [1800 * MS, 3000 * MS],
  ttfb: [800 * MS, 1800 * MS],
  first_byte: [800 * MS, 1800 * MS],
}

const ALARMS: readonly string[] = [
  'session_error_count',
  'view_error_count',
  'errors',
  'unhandled',
  'error_share',
]

/** Colour of a value: errors are red, vitals have their rating, zeros step back. */
export function toLook(key: string, raw: RawValue): string | undefined {
  const vital = VITALS[key]
  if (vital && typeof raw === 'number') {
    return raw > vital[1] ? 'alarm' : raw > vital[0] ? 'warn' : 'good'
  }
  if (raw === 0) {
    return 'faint'
  }
  if (ALARMS.includes(key) || (key === 'resource_status' && /^[45]/.test(String(raw)))) {
    return 'alarm'
  }
  return key === 'frustrated' ? 'warn' : undefined
}
