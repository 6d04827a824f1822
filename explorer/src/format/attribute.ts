import type { Unit } from '../../../protocol/dictionary/entry.ts'
import { findField } from '../../../protocol/fields.ts'
import type { EventType } from '../models/eventTypes.ts'
import { toDurationText } from './duration.ts'
import { toSizeText } from './size.ts'
import { toIso } from './time.ts'

export type AttributeValue = string | number | boolean

/** Formats a field's value in its unit: a paint at 1,240,000,000 helps nobody. */
export function toAttributeText(type: EventType, name: string, value: AttributeValue): string {
  const unit = findField(name, type)?.unit
  if (typeof value === 'string') {
    return unit === 'json' || looksLikeJson(value) ? toIndented(value) : value
  }
  if (typeof value === 'number') {
    return toUnitText(unit, value)
  }
  return String(value)
}

function toUnitText(unit: Unit | undefined, value: number): string {
  switch (unit) {
    case 'ns':
      return toDurationText(value)
    case 'ms':
      return toIso(value)
    case 'bytes':
      return toSizeText(value)
    case 'percent':
      return `${value} %`
    default:
      return String(value)
  }
}

function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}

function toIndented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text // truncated at the size limit, or not JSON
  }
}
