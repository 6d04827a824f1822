import type { Point } from '../../../protocol/point.ts'
import type { LineCursor, LineReason } from './lineCursor.ts'
import { isAtLineEnd, LineProblem, readName, skipLine, skipSpaces, take } from './lineCursor.ts'
import type { DecodeOptions } from './linePoint.ts'
import { readPoint, readString } from './linePoint.ts'

/** A line that was refused; the others are not affected by it. */
export interface Problem {
  /** From 1: the line of the body on which the refused point begins. */
  line: number
  reason: string
}

/** A point, and the line on which it begins. */
export interface LocatedPoint {
  line: number
  point: Point
}

export type DecodedLine = LocatedPoint | Problem

export function isProblem(decoded: DecodedLine): decoded is Problem {
  return 'reason' in decoded
}

/**
 * Points of one body, good and bad. A batch of the SDK holds hundreds; 8 MiB of the shortest lines would be a
 * million, and hold up everybody else for ten seconds.
 */
export const MAX_POINTS = 20_000
export const TOO_MANY_POINTS: string = `more than ${MAX_POINTS} points: the rest is not read`

/** A DataKit drops a point of more than 1 MiB; our SDK keeps each under a quarter of that. */
export const MAX_LINE_LENGTH = 1_048_576
const LINE_TOO_LONG = `the line has more than ${MAX_LINE_LENGTH} characters`

const BYTE_ORDER_MARK = 0xfeff
/** A body with a few broken lines is read once and a little; only a hostile one comes near this. */
const MAX_REREADS = 8
const TOO_MANY_REREADS = 'too many lost quotes: the rest is not read'

/**
 * Decodes a body of line protocol, one line at a step, so that whoever reads a large one can pause; `undefined`
 * for a line without a point. Never throws: a line that cannot be read becomes a problem, and the next line is
 * read as if it had not been there.
 */
export function* readLines(
  body: string,
  options: DecodeOptions,
): Generator<DecodedLine | undefined, void> {
  const start = body.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
  const rereads = body.length * MAX_REREADS
  const cursor: LineCursor = { text: body, at: start, line: 1, rereads }
  let points = 0
  while (cursor.at < body.length) {
    skipSpaces(cursor)
    if (isAtLineEnd(cursor) || body[cursor.at] === '#') {
      skipLine(cursor)
      yield undefined
    } else if (points++ === MAX_POINTS) {
      return yield { line: cursor.line, reason: TOO_MANY_POINTS }
    } else {
      yield readLine(cursor, options)
      if (cursor.rereads < 0 && cursor.at < body.length) {
        return yield { line: cursor.line, reason: TOO_MANY_REREADS }
      }
    }
  }
}

function readLine(cursor: LineCursor, options: DecodeOptions): DecodedLine {
  const { at, line } = cursor
  try {
    const point = readPoint(cursor, options)
    const isTooLong = cursor.at - at > MAX_LINE_LENGTH
    skipLine(cursor)
    return isTooLong ? { line, reason: LINE_TOO_LONG } : { line, point }
  } catch (error) {
    if (!(error instanceof LineProblem)) {
      throw error
    }
    if (isQuoteLost(error.reason) || !isRestSkipped(cursor, error.reason)) {
      rewindToNextLine(cursor, { at, line })
    }
    return { line, reason: error.reason }
  }
}

/** The quotes do not pair up, so a string may have swallowed the lines that follow: they are read again. */
function rewindToNextLine(cursor: LineCursor, { at, line }: { at: number; line: number }): void {
  cursor.rereads -= cursor.at - at
  cursor.at = at
  cursor.line = line
  skipLine(cursor)
}

function isQuoteLost(reason: LineReason): boolean {
  return reason === 'a string is not closed' || reason === 'a string is followed by more text'
}

/**
 * Leaves a refused line; `false` when its quotes do not pair up. The strings in its fields are still read as
 * strings, because a newline in one does not start a line; a quote among its tags is an ordinary character.
 */
function isRestSkipped(cursor: LineCursor, reason: LineReason): boolean {
  try {
    skipRest(cursor, reason)
    return true
  } catch {
    return false
  }
}

function skipRest(cursor: LineCursor, reason: LineReason): void {
  if (reason.startsWith('a tag') || reason === 'the measurement is missing') {
    skipTags(cursor)
  }
  while (!isAtLineEnd(cursor)) {
    if (!take(cursor, '=')) {
      cursor.at++
    } else if (take(cursor, '"')) {
      readString(cursor)
    }
  }
  skipLine(cursor)
}

function skipTags(cursor: LineCursor): void {
  do {
    readName(cursor, false)
  } while (take(cursor, ','))
}
