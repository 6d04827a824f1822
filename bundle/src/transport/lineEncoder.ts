import { LIMITS } from '../../../protocol/limits.ts'
import { toJson } from '../core/json.ts'
import { byteLength, cutToBytes, toWellFormed } from './text.ts'

/** What the encoder needs of an event. */
export interface EncodableEvent {
  readonly measurement: string
  /** ms since the epoch. */
  readonly time: number
  readonly tags: Readonly<Record<string, unknown>>
  readonly fields: Readonly<Record<string, unknown>>
  /** Custom context: becomes fields under its own keys, where those are not taken. */
  readonly context: Readonly<Record<string, unknown>>
}

/**
 * One event as one line of InfluxDB line protocol. Whatever it is given, the line is one that a DataKit
 * accepts: there, a single bad line costs the whole batch.
 *
 * @returns `undefined` where there is nothing to send: no field, or too large even after cutting.
 * @see https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
 */
export function toLine(event: EncodableEvent): string | undefined {
  const tags = writeTags(event.tags)
  const fields = toFields(event)
  const head = event.measurement + tags
  const tail = ` ${Math.round(event.time)}`
  const room = LIMITS.pointBytes - byteLength(head + tail) - 1
  // Halving what a string may take, until it all fits: the longest are cut first, and short ones never.
  for (let cap: number = LIMITS.pointBytes; cap > 0; cap >>= 1) {
    const body = writeFields(fields, cap)
    if (byteLength(body) <= room) {
      return body && `${head} ${body}${tail}`
    }
  }
  return undefined
}

function writeTags(tags: EncodableEvent['tags']): string {
  let written = ''
  let count = 0
  for (const [key, value] of Object.entries(tags)) {
    const text = value === undefined || value === null ? '' : toTagValue(String(value))
    if (text && count < LIMITS.tagCount) {
      count++
      written += `,${toKey(key)}=${text}`
    }
  }
  return written
}

function toTagValue(value: string): string {
  const text = cutToBytes(toWellFormed(value), LIMITS.tagValueBytes)
  // A backslash at the end would escape the separator that follows: not representable.
  return escapeSeparators(text.replace(/[\r\n]/g, ' ').replace(/\\+$/, ''))
}

/** A backslash in a key cannot be told from an escape, and `time` is the point's own: both are replaced. */
function toKey(key: string): string {
  const text = cutToBytes(toWellFormed(key).replace(/[\r\n\\]/g, '_'), LIMITS.keyBytes)
  return escapeSeparators(text === 'time' || text === '' ? `${text}_` : text)
}

function escapeSeparators(text: string): string {
  return text.replace(/[ ,=]/g, '\\$&')
}

type FieldValue = string | number | boolean
type Fields = Map<string, FieldValue>

/** Own fields first, then the context's, whose keys are listed: a reader can tell them apart. */
function toFields({ tags, fields, context }: EncodableEvent): Fields {
  const written: Fields = new Map()
  const tagKeys = new Set(Object.keys(tags).map(toKey))
  for (const [key, value] of Object.entries(fields)) {
    add(toKey(key), value)
  }
  const reserved = new Set([...Object.keys(fields), 'custom_keys', 'truncated_keys'].map(toKey))
  const customKeys: string[] = []
  for (const [key, value] of Object.entries(context)) {
    // Two fields are kept free for the lists of keys.
    if (
      !reserved.has(toKey(key)) &&
      written.size < LIMITS.fieldCount - 2 &&
      add(toKey(key), value)
    ) {
      customKeys.push(key)
    }
  }
  if (customKeys.length > 0) {
    add('custom_keys', toJson(customKeys))
  }
  return written

  /** The same key is never both tag and field, nor twice in a line. */
  function add(key: string, value: unknown): boolean {
    const scalar = toScalar(value)
    const isNew = scalar !== undefined && !tagKeys.has(key) && !written.has(key)
    if (isNew) {
      written.set(key, scalar)
    }
    return isNew
  }
}

function toScalar(value: unknown): FieldValue | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : undefined
    case 'boolean':
      return value
    case 'string':
      return toWellFormed(value)
    default:
      return value === null ? undefined : toJson(value)
  }
}

function writeFields(fields: Fields, cap: number): string {
  const written: string[] = []
  const truncated: string[] = []
  for (const [key, value] of fields) {
    if (typeof value === 'string') {
      const text = cutToBytes(value, cap)
      if (text !== value) {
        truncated.push(key)
      }
      written.push(`${key}=${quote(text)}`)
    } else {
      // Never an `i` after a whole number: it would change the type of a column that holds floats.
      written.push(`${key}=${value}`)
    }
  }
  if (truncated.length > 0) {
    written.push(`truncated_keys=${quote(toJson(truncated) as string)}`)
  }
  return written.join()
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
