import { LIMITS, LOG_MEASUREMENT } from '../../../protocol/limits.ts'
import { toJson } from '../core/json.ts'
import { NativeMap, NativeSet } from '../core/natives.ts'
import { remember } from '../core/remember.ts'
import { cutToBytes } from './text.ts'

/** Parts of an event that the encoder reads. */
export interface EncodableEvent {
  readonly measurement: string
  /** ms since the epoch. */
  readonly time: number
  readonly tags: Readonly<Record<string, unknown>>
  readonly fields: Readonly<Record<string, unknown>>
  /** Custom context: becomes fields under its own keys, unless those are taken. */
  readonly context: Readonly<Record<string, unknown>>
}

/** Tells lines of logs, which have a path of their own at the intake. */
export function isLogLine(line: string | undefined): boolean {
  return Boolean(line?.startsWith(LOG_MEASUREMENT))
}

/**
 * Encodes one event as one line of InfluxDB line protocol. A DataKit accepts the line for any input: there, a single
 * bad line would cost the whole batch.
 *
 * @returns `undefined` if nothing can be sent: no field, or too large even after cutting.
 * @see https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
 */
export function toLine(event: EncodableEvent): string | undefined {
  const fields = toFields(event)
  const { measurement } = event
  const head = (measurement === 'log' ? LOG_MEASUREMENT : measurement) + writeTags(event.tags)
  const tail = ` ${toTime(event.time)}`
  // Halves the limit for strings until the line fits, so that the longest are cut first and short ones never.
  for (let cap: number = LIMITS.pointBytes; cap > 0 && fields.size > 0; cap >>= 1) {
    const line = `${head} ${writeFields(fields, cap)}${tail}`
    if (cutToBytes(line, LIMITS.pointBytes) === line) {
      return line
    }
  }
  return undefined
}

/** Rounds a time to ms. Returns the present time if the intake cannot store it as 64-bit nanoseconds. */
function toTime(time: number): number {
  return Math.abs(time) < 9e12 ? Math.round(time) : Date.now()
}

function writeTags(tags: EncodableEvent['tags']): string {
  const written = new NativeSet<string>()
  let text = ''
  for (const [name, value] of Object.entries(tags)) {
    const key = toKey(name)
    const tag = toTagValue(String(value ?? ''))
    const longer = `${text},${toWrittenKey(key)}=${tag}`
    if (
      tag &&
      written.size < LIMITS.tagCount &&
      !written.has(key) &&
      cutToBytes(longer, LIMITS.tagsBytes) === longer
    ) {
      written.add(key)
      text = longer
    }
  }
  return text
}

// Keys and most tags come with every event: remembering them halves the time for a line.
const toTagValue = remember((value) => {
  const text = cutToBytes(value, LIMITS.tagValueBytes)
  // A backslash at the end would escape the following separator: not representable. A backslash before a space can be
  // written, but InfluxDB's line splitter takes that space for the end of the tags, and the next quote for a string.
  return escapeSeparators(text.replace(/[\r\n]/g, ' ').replace(/\\+(?= |$)/g, ''))
})

/**
 * Replaces what some parser misreads in a key: a backslash looks like an escape, InfluxDB skips some control characters
 * as blanks (so two keys can become one), half a surrogate pair has no UTF-8 form, and a DataKit's parser, a fork that
 * knows array values, refuses unbalanced or nested brackets in field keys. `time` is the point's own.
 */
const toKey = remember((name) => {
  const key = cutToBytes(name.replace(/[\p{Cc}\p{Cs}\\[\]]/gu, '_'), LIMITS.keyBytes)
  return key === 'time' || key === '' ? `${key}_` : key
})

function escapeSeparators(text: string): string {
  return text.replace(/[ ,=]/g, '\\$&')
}

const toWrittenKey = remember(escapeSeparators)

type FieldValue = string | number | boolean
type Fields = Map<string, FieldValue>

/** Collects own fields, then the context's, whose keys are listed so that a reader can distinguish them. */
function toFields({ tags, fields, context }: EncodableEvent): Fields {
  const written: Fields = new NativeMap()
  // A key is never both tag and field, nor twice in a line: the first name that maps to it wins.
  const taken = new NativeSet(['custom_keys', 'truncated_keys', ...Object.keys(tags).map(toKey)])

  function add(values: EncodableEvent['fields']): string[] {
    const added: string[] = []
    for (const [name, value] of Object.entries(values)) {
      const key = toKey(name)
      const scalar = toScalar(value)
      // Two fields are reserved for the lists of keys.
      if (scalar !== undefined && !taken.has(key) && written.size < LIMITS.fieldCount - 2) {
        written.set(key, scalar)
        added.push(key)
      }
      taken.add(key)
    }
    return added
  }

  add(fields)
  const customKeys = add(context)
  if (customKeys.length > 0) {
    written.set('custom_keys', toJson(customKeys) as string)
  }
  return written
}

function toScalar(value: unknown): FieldValue | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : undefined
    case 'boolean':
    case 'string':
      return value
    default:
      return value === null ? undefined : toJson(value)
  }
}

function writeFields(fields: Fields, cap: number): string {
  const written: string[] = []
  const truncated: string[] = []
  for (const [key, value] of fields) {
    let text: FieldValue = value
    if (typeof value === 'string') {
      const cut = key === 'custom_keys' ? cutKeys(value, cap) : cutToBytes(value, cap)
      if (cut !== value) {
        truncated.push(key)
      }
      text = quote(cut)
    }
    // Never an `i` after an integer: it would change the type of a column that holds floats.
    written.push(`${toWrittenKey(key)}=${text}`)
  }
  if (truncated.length > 0) {
    written.push(`truncated_keys=${quote(toJson(truncated) as string)}`)
  }
  return written.join()
}

/** Shortens a list of keys by whole keys, so that it stays valid JSON. */
function cutKeys(list: string, bytes: number): string {
  const keys: string[] = JSON.parse(list)
  let cut = list
  while (keys.length > 0 && cutToBytes(cut, bytes) !== cut) {
    keys.length >>= 1
    cut = toJson(keys) as string
  }
  return cut
}

const quote = remember((text) => `"${text.replace(/["\\]/g, '\\$&')}"`)
