import type { Point } from '../../../protocol/point.ts'
import { setEntry } from '../core/record.ts'
import { splitJsonArray } from './jsonEntries.ts'
import type { DecodeOptions } from './linePoint.ts'
import type { DecodedLine } from './lineProtocol.ts'
import { MAX_LINE_LENGTH, MAX_POINTS, TOO_MANY_POINTS } from './lineProtocol.ts'
import { setTime } from './precision.ts'

export type JsonObject = Record<string, unknown>

/**
 * Decodes the JSON form: an array of `{measurement, tags, fields, time}`. The number of a problem is the
 * point's place in the array, from 1. `undefined` when the body is no JSON array at all. A point that cannot be read costs
 * itself, whatever it holds.
 */
export function decodeJsonPoints(
  body: string,
  options: DecodeOptions,
): Iterable<DecodedLine | undefined> | undefined {
  const text = body.charCodeAt(0) === BYTE_ORDER_MARK ? body.slice(1).trimStart() : body.trimStart()
  return text.startsWith('[') ? readEntries(text, options) : undefined
}

const BYTE_ORDER_MARK = 0xfeff

function* readEntries(
  text: string,
  options: DecodeOptions,
): Generator<DecodedLine | undefined, void> {
  let line = 0
  for (const entry of splitJsonArray(text)) {
    if (entry === undefined) {
      yield undefined
    } else if (line++ === MAX_POINTS) {
      return yield { line, reason: TOO_MANY_POINTS }
    } else {
      const point = 'reason' in entry ? entry.reason : toPoint(parseJson(entry.text), options)
      yield typeof point === 'string' ? { line, reason: point } : { line, point }
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return NOT_JSON
  }
}

const NOT_JSON = Symbol('not JSON')

/** The point, or the reason why there is none. */
function toPoint(entry: unknown, options: DecodeOptions): Point | string {
  if (entry === NOT_JSON) {
    return 'a point is not valid JSON'
  }
  if (!isObject(entry)) {
    return 'a point is not an object'
  }
  const { measurement, tags = {}, fields, time } = entry as Partial<Record<keyof Point, unknown>>
  if (typeof measurement !== 'string' || measurement === '') {
    return 'the measurement is missing'
  }
  if (!(isObject(tags) && isObject(fields))) {
    return 'the tags or fields are not objects'
  }
  const point: Point = {
    measurement,
    tags: toTags(tags),
    fields: toFields(fields),
    time: options.receivedAt,
  }
  if (time !== undefined && time !== null) {
    if (!isTime(time)) {
      return 'the time is not an integer'
    }
    setTime(point, BigInt(Math.round(time)), options.precision)
  }
  if (Object.keys(point.fields).length === 0) {
    return 'the fields are missing'
  }
  return measurePoint(point) > MAX_LINE_LENGTH ? POINT_TOO_LONG : point
}

export const POINT_TOO_LONG: string = `the point has more than ${MAX_LINE_LENGTH} characters`

/** Its names and texts: about what its line would have. */
export function measurePoint({ tags, fields }: Pick<Point, 'tags' | 'fields'>): number {
  return [...Object.entries(tags), ...Object.entries(fields)].reduce(
    (sum, [key, value]) => sum + key.length + String(value).length,
    0,
  )
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toTags(source: JsonObject): Record<string, string> {
  const tags: Record<string, string> = {}
  for (const [key, value] of Object.entries(source)) {
    const text = typeof value === 'object' ? '' : String(value)
    if (text !== '') {
      setEntry(tags, key, text)
    }
  }
  return tags
}

function toFields(source: JsonObject): Point['fields'] {
  const fields: Point['fields'] = {}
  for (const [key, value] of Object.entries(source)) {
    if (typeof value === 'object' && value !== null) {
      setEntry(fields, key, JSON.stringify(value))
    } else if (typeof value === 'string' || typeof value === 'boolean' || isFiniteNumber(value)) {
      setEntry(fields, key, value)
    }
  }
  return fields
}

/** JSON has `1e999`, which parses to Infinity. */
function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** As in a line: a time has nineteen digits at most. */
const MAX_TIME = 1e19

function isTime(time: unknown): time is number {
  return isFiniteNumber(time) && Math.abs(time) < MAX_TIME
}
