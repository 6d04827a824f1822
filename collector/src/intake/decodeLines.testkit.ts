import type { Point } from '../../../protocol/point.ts'
import type { DecodeOptions } from './linePoint.ts'
import type { DecodedLine, Problem } from './lineProtocol.ts'
import { isProblem, readLines } from './lineProtocol.ts'

export interface DecodedLines {
  points: Point[]
  /** The line on which each point begins, in the order of `points`. */
  lines: number[]
  problems: Problem[]
}

export function collectLines(decoded: Iterable<DecodedLine | undefined>): DecodedLines {
  const collected: DecodedLines = { points: [], lines: [], problems: [] }
  for (const one of decoded) {
    if (one !== undefined && isProblem(one)) {
      collected.problems.push(one)
    } else if (one !== undefined) {
      collected.points.push(one.point)
      collected.lines.push(one.line)
    }
  }
  return collected
}

/** A whole body at once. */
export function decodeLines(body: string, options: DecodeOptions): DecodedLines {
  return collectLines(readLines(body, options))
}
