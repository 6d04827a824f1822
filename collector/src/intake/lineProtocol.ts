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

export interface DecodedLines {
  points: Point[]
  /** The line on which each point begins, in the order of `points`. */
  lines: number[]
  problems: Problem[]
}

/**
 * Decodes a body of line protocol. Never throws: a line that cannot be read becomes a problem, and the
 * next line is read as if it had not been there.
 */
export function decodeLines(body: string, options: DecodeOptions): DecodedLines {
  const decoded: DecodedLines = { points: [], lines: [], problems: [] }
  const cursor: LineCursor = { text: body, at: body.charCodeAt(0) === 0xfeff ? 1 : 0, line: 1 }
  while (cursor.at < body.length) {
    skipSpaces(cursor)
    if (isAtLineEnd(cursor) || body[cursor.at] === '#') {
      skipLine(cursor)
    } else {
      decodeLine(cursor, options, decoded)
    }
  }
  return decoded
}

function decodeLine(cursor: LineCursor, options: DecodeOptions, decoded: DecodedLines): void {
  const { at, line } = cursor
  try {
    decoded.points.push(readPoint(cursor, options))
    decoded.lines.push(line)
    skipLine(cursor)
  } catch (error) {
    if (!(error instanceof LineProblem)) {
      throw error
    }
    decoded.problems.push({ line, reason: error.reason })
    if (isQuoteLost(error.reason)) {
      // The quotes do not pair up, so the string may have swallowed the lines that follow: read them again.
      cursor.at = at
      cursor.line = line
      skipLine(cursor)
    } else {
      skipRest(cursor, error.reason)
    }
  }
}

function isQuoteLost(reason: LineReason): boolean {
  return reason === 'a string is not closed' || reason === 'a string is followed by more text'
}

/**
 * Leaves a refused line. The strings in its fields are still read as strings, because a newline in one does
 * not start a line; a quote among its tags is an ordinary character.
 */
function skipRest(cursor: LineCursor, reason: LineReason): void {
  const { at, line } = cursor
  try {
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
  } catch {
    cursor.at = at
    cursor.line = line
  }
  skipLine(cursor)
}

function skipTags(cursor: LineCursor): void {
  do {
    readName(cursor, false)
  } while (take(cursor, ','))
}
