import type { Point } from '../../../protocol/point.ts'
import { setEntry } from '../core/record.ts'
import type { LineCursor } from './lineCursor.ts'
import {
  isAtLineEnd,
  LineProblem,
  readBare,
  readName,
  readQuoted,
  skipSpaces,
  take,
} from './lineCursor.ts'
import type { Precision } from './precision.ts'
import { setTime } from './precision.ts'

export interface DecodeOptions {
  precision: Precision
  /** ms since the epoch: the time of a line that has none. */
  receivedAt: number
}

type FieldValue = string | number | boolean

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['t', 'T', 'true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['f', 'F', 'false', 'False', 'FALSE'].map((text) => [text, false] as const),
])
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const INTEGER = /^[+-]?\d+[iu]$/
/** Nineteen digits hold a time in nanoseconds until the year 2286; longer ones are no time. */
const TIME = /^-?\d{1,19}$/

/** Reads one point, up to and not including its line's end. Throws a `LineProblem`. */
export function readPoint(cursor: LineCursor, options: DecodeOptions): Point {
  const measurement = readName(cursor, false)
  if (measurement === '') {
    throw new LineProblem('the measurement is missing')
  }
  const tags = readTags(cursor)
  skipSpaces(cursor)
  if (isAtLineEnd(cursor)) {
    throw new LineProblem('the fields are missing')
  }
  const fields = readFields(cursor)
  return withTime({ measurement, tags, fields, time: options.receivedAt }, cursor, options)
}

function readTags(cursor: LineCursor): Record<string, string> {
  const tags: Record<string, string> = {}
  while (take(cursor, ',')) {
    const key = readName(cursor, true)
    if (key === '') {
      throw new LineProblem('a tag key is missing')
    }
    if (!take(cursor, '=')) {
      throw new LineProblem('a tag has no =')
    }
    // An equals sign without a backslash cannot end a value, so it is taken for a part of it.
    const value = readName(cursor, false)
    if (value === '') {
      throw new LineProblem('a tag value is missing')
    }
    setEntry(tags, key, value)
  }
  return tags
}

function readFields(cursor: LineCursor): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {}
  do {
    const key = readName(cursor, true)
    if (key === '') {
      throw new LineProblem('a field key is missing')
    }
    if (!take(cursor, '=')) {
      throw new LineProblem('a field has no =')
    }
    setEntry(fields, key, readFieldValue(cursor))
  } while (take(cursor, ','))
  return fields
}

function readFieldValue(cursor: LineCursor): FieldValue {
  if (take(cursor, '"')) {
    return readString(cursor)
  }
  const bare = readBare(cursor)
  if (bare === '') {
    throw new LineProblem('a field value is missing')
  }
  const value = BOOLEANS.get(bare) ?? toNumber(bare)
  if (value === undefined) {
    throw new LineProblem('a field value is not a number, boolean or quoted string')
  }
  return value
}

/** Reads a field's string and makes sure that the field ends with it. */
export function readString(cursor: LineCursor): string {
  const text = readQuoted(cursor)
  if (!(isAtLineEnd(cursor) || /[ ,]/.test(cursor.text.charAt(cursor.at)))) {
    throw new LineProblem('a string is followed by more text')
  }
  return text
}

function toNumber(bare: string): number | undefined {
  if (FLOAT.test(bare)) {
    const number = Number(bare)
    return Number.isFinite(number) ? number : undefined
  }
  return INTEGER.test(bare) ? Number(bare.slice(0, -1)) : undefined
}

function withTime(point: Point, cursor: LineCursor, { precision }: DecodeOptions): Point {
  skipSpaces(cursor)
  if (isAtLineEnd(cursor)) {
    return point
  }
  const bare = readBare(cursor)
  if (!TIME.test(bare)) {
    throw new LineProblem('the time is not an integer')
  }
  skipSpaces(cursor)
  if (!isAtLineEnd(cursor)) {
    throw new LineProblem('the time is followed by more text')
  }
  return setTime(point, BigInt(bare), precision)
}
