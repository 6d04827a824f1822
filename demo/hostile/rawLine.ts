type Value = string | number | boolean

export interface RawEvent {
  readonly measurement: string
  /** ms since the epoch. */
  readonly time: number
  readonly tags: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, Value>>
}

/** Writes a line as anybody may send it: the SDK's encoder would cut and repair what the collector must bear. */
export function toRawLine({ measurement, time, tags, fields }: RawEvent): string {
  const head = Object.entries(tags)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `,${escapeSeparators(key)}=${toTag(value)}`)
  const tail = Object.entries(fields).map(
    ([key, value]) => `${escapeSeparators(key)}=${toField(value)}`,
  )
  return `${measurement}${head.join('')} ${tail.join()} ${Math.round(time)}`
}

const escapeSeparators = (text: string): string => text.replace(/[ ,=]/g, '\\$&')

/** A tag has no line break, and no backslash before what ends it. */
const toTag = (text: string): string =>
  escapeSeparators(text.replace(/[\r\n]/g, ' ').replace(/\\+(?= |$)/g, ''))

const toField = (value: Value): string =>
  typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value)
