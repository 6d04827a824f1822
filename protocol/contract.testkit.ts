import fc from 'fast-check'
import type { EncodableEvent } from '../bundle/src/transport/lineEncoder.ts'
import type { Point } from './point.ts'

/** Characters that break encoders: separators, escapes, line ends and halves of surrogate pairs. */
const hardCharacter = fc.oneof(
  fc.constantFrom(...' ,="\\\n\r\t#\0', '\\\\', '\u2028', '\ufeff', '\ud800', '\udfff', 'é', '😀'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  // Any code unit: two thirds of the surrogates among them stand alone.
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
)

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: hardCharacter, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: hardCharacter, minLength: 250, maxLength: 1400 }) },
)

const anyKey = fc.oneof(
  anyText,
  fc.constantFrom(
    ...['time', '', '__proto__', 'constructor', 'custom_keys', 'truncated_keys', '_field', '_time'],
    ...['a', 'b', 'a_b', 'a\\b', 'a\nb', 'a\rb', 'a b', 'a,b', 'a=b', 'time_', '_', '\\', '#', '"'],
    ...['filter]', 'x[', 'x[y[z]]', 'a[0]', 'a[]', 'a_0_'],
  ),
)

const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(
    -0,
    5e-324,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    2 ** 53,
    1e21,
    -1e-7,
    Number.NaN,
  ),
)

const anyScalar = fc.oneof(
  anyText,
  anyNumber,
  fc.boolean(),
  fc.constantFrom(null, undefined, Infinity, -Infinity),
)

/** Contexts as pages set them: plain data, no deeper than the encoder writes. */
const anyNested = fc.jsonValue({ maxDepth: 4, stringUnit: hardCharacter })

const anyValue = fc.oneof({ weight: 4, arbitrary: anyScalar }, { weight: 1, arbitrary: anyNested })

function record<T>(
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<T>,
): fc.Arbitrary<Record<string, T>> {
  // `fromEntries` defines properties, so `__proto__` is a key like any other.
  return fc
    .array(fc.tuple(key, value), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries))
}

// Only the SDK names tags, and no tag has the name of a list of keys.
const anyTagKey = anyKey.filter((key) => !/^(custom|truncated)_keys$/.test(key))

/** Generates extreme events that no page produces, with times from `time`. */
export function anyEvent(time: fc.Arbitrary<number>): fc.Arbitrary<EncodableEvent> {
  return fc.record({
    measurement: fc.constantFrom('view', 'resource', 'error', 'action', 'long_task'),
    time,
    tags: record(anyTagKey, fc.oneof(anyText, anyScalar)),
    fields: record(anyKey, anyValue),
    context: record(anyKey, anyValue),
  })
}

/**
 * Specification: the point that a reader must find for an event, by the tables of docs/wire. Written
 * independently of the encoder. Returns `undefined` if nothing is sent.
 */
export function toExpectedPoint(event: EncodableEvent): Point | undefined {
  const tags = new Map<string, string>()
  for (const [name, value] of Object.entries(event.tags)) {
    const text = value === null || value === undefined ? '' : toExpectedTag(String(value))
    if (text !== '') {
      setFirst(tags, toExpectedKey(name), text)
    }
  }
  const taken = Object.keys(event.tags).map(toExpectedKey)
  const own = readFields(event.fields, [...taken, 'custom_keys', 'truncated_keys'])
  taken.push(...Object.keys(event.fields).map(toExpectedKey))
  const custom = readFields(event.context, [...taken, 'custom_keys', 'truncated_keys'])
  const fields = new Map([...own, ...custom])
  if (custom.size > 0) {
    fields.set('custom_keys', JSON.stringify([...custom.keys()]))
  }
  return fields.size === 0
    ? undefined
    : {
        measurement: event.measurement,
        tags: Object.fromEntries(tags),
        fields: Object.fromEntries(fields),
        time: Math.round(event.time) + 0,
      }
}

type FieldValue = Point['fields'][string]

function readFields(
  given: EncodableEvent['fields'],
  taken: readonly string[],
): Map<string, FieldValue> {
  const fields = new Map<string, FieldValue>()
  const seen = new Set(taken)
  for (const [name, value] of Object.entries(given)) {
    const key = toExpectedKey(name)
    const field = toExpectedField(value)
    if (field !== undefined && !seen.has(key)) {
      fields.set(key, field)
    }
    seen.add(key)
  }
  return fields
}

function toExpectedField(value: unknown): FieldValue | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value + 0 : undefined // `+ 0`: -0 loses its sign on the wire
    case 'boolean':
      return value
    case 'string':
      return overTheWire(value)
    default:
      return value === null || value === undefined ? undefined : JSON.stringify(value)
  }
}

function toExpectedTag(text: string): string {
  let tag = cutAt(overTheWire(text), 1024).replaceAll('\n', ' ').replaceAll('\r', ' ')
  while (tag.includes('\\ ')) {
    tag = tag.replace('\\ ', ' ')
  }
  while (tag.endsWith('\\')) {
    tag = tag.slice(0, -1)
  }
  return tag
}

function toExpectedKey(name: string): string {
  const key = cutAt(Array.from(name, (one) => (isFitForKeys(one) ? one : '_')).join(''), 256)
  return key === '' || key === 'time' ? `${key}_` : key
}

/** False for control characters, backslashes, brackets and halves of surrogate pairs. */
function isFitForKeys(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0)
  return !isControl && !'\\[]'.includes(character) && (code < 0xd800 || code > 0xdfff)
}

function setFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) {
    map.set(key, value)
  }
}

/** Encodes as UTF-8 and decodes again, which replaces lone surrogates. */
export function overTheWire(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
}

function cutAt(text: string, bytes: number): string {
  let cut = ''
  let used = 0
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) {
      break
    }
    cut += character
  }
  return cut
}
