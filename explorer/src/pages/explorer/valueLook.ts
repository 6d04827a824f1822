import type { RawValue } from '../../models/search/filterValue.ts'
import type { VitalRating } from '../../models/vitals.ts'
import { toVitalName, toVitalRating } from '../../models/vitals.ts'

const RATING_LOOKS: Readonly<Record<VitalRating, string>> = {
  good: 'good',
  needsImprovement: 'warn',
  poor: 'alarm',
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
  const vital = toVitalName(key)
  if (vital && typeof raw === 'number') {
    return RATING_LOOKS[toVitalRating(vital, raw)]
  }
  if (raw === 0) {
    return 'faint'
  }
  if (ALARMS.includes(key) || (key === 'resource_status' && /^[45]/.test(String(raw)))) {
    return 'alarm'
  }
  return key === 'frustrated' ? 'warn' : undefined
}
