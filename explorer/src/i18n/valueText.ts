import { isAddress, toReadableUrl } from '../format/readableUrl.ts'
import { toVisibleText } from '../format/visibleText.ts'
import { formatCountry } from './format.ts'
import { findText, t } from './messages.ts'

/** Fields whose values have names in the catalogue, each with the part of the catalogue. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['session_status', 'status'],
  ['session_health', 'health'],
  ['status', 'logStatus'],
])

/**
 * Returns a value as a person reads it: by its name in the catalogue, a country by its name, an address with its letters
 * decoded, and nothing that cannot be seen. What is filtered and copied stays the raw value.
 */
export function toValueText(key: string, value: string): string {
  const part = NAMED.get(key)
  const name = part && findText(`${part}.${value}`)
  if (name !== undefined) {
    return name
  }
  if (key === 'country') {
    return toVisibleText(formatCountry(value))
  }
  if (isAddress(key)) {
    return toVisibleText(toReadableUrl(value))
  }
  return value === 'true'
    ? t('value.yes')
    : value === 'false'
      ? t('value.no')
      : toVisibleText(value)
}
