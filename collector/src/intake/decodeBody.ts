import { HttpProblem } from '../core/httpProblem.ts'
import { decodeJsonPoints } from './jsonPoints.ts'
import type { DecodeOptions } from './linePoint.ts'
import type { DecodedLine } from './lineProtocol.ts'
import { readLines } from './lineProtocol.ts'
import type { Precision } from './precision.ts'
import { isPrecision, PRECISIONS } from './precision.ts'

/**
 * Decodes an inflated body in the form that its content type names: JSON, or else line protocol. One line at a
 * step; a step may have nothing to say.
 */
export function decodeBody(
  body: Buffer,
  contentType: string,
  options: DecodeOptions,
): Iterable<DecodedLine | undefined> {
  const text = body.toString('utf8')
  if (!contentType.includes('json')) {
    return readLines(text, options)
  }
  const decoded = decodeJsonPoints(text, options)
  if (decoded === undefined) {
    throw new HttpProblem(
      400,
      'rum.badJson',
      'the body is not a JSON array of {measurement, tags, fields, time}',
    )
  }
  return decoded
}

export function toPrecision(name: string): Precision {
  if (!isPrecision(name)) {
    throw new HttpProblem(
      400,
      'rum.badPrecision',
      `precision must be one of ${PRECISIONS.join(', ')}, not ${JSON.stringify(name)}`,
    )
  }
  return name
}
