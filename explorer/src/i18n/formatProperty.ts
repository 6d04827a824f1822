import type { Measurement } from '../../../protocol/measurements.ts'
import { toValueKind } from '../models/fields/valueKind.ts'
import type { RawValue } from '../models/search/filterValue.ts'
import { formatMoment, formatValue } from './format.ts'

/**
 * Formats a property of an event in its unit, in the reader's language: a paint at 1,240,000,000 helps nobody.
 *
 * @param field - absent for a custom attribute, whose number may be an order and not an amount
 */
export function formatProperty(
  value: RawValue,
  field?: { key: string; type: Measurement },
): string {
  if (typeof value === 'string') {
    return /^\s*[[{]/.test(value) ? toIndented(value) : value
  }
  if (typeof value !== 'number') {
    return String(formatValue('flag', value))
  }
  if (field === undefined) {
    return String(value)
  }
  const kind = toValueKind(field.key, field.type)
  return kind === 'time' ? formatMoment(value) : String(formatValue(kind, value))
}

function toIndented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text // truncated at the size limit, or not JSON
  }
}
