import { FIELDS_OF_SESSIONS, fieldLabel, findField } from '../../../protocol/fields.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import { locale } from './locale.ts'
import { findText } from './messages.ts'

/**
 * Label of a key in the current language: that of the dictionary, else that of a value of groups, else the name of the
 * custom attribute.
 *
 * @param of - type of the events that have the key; without one, sessions: the time spent is theirs and not a view's
 */
export function toFieldLabel(key: string, of?: Measurement): string {
  const ofSession = of === undefined ? FIELDS_OF_SESSIONS.find((one) => one.key === key) : undefined
  if (ofSession) {
    return ofSession.label[locale.value === 'en' ? 0 : 1]
  }
  return findField(key, of) === undefined
    ? (findText(`field.${key}`) ?? key.replace(/^@/, ''))
    : fieldLabel(key, locale.value, of)
}
