import type { ZodType } from 'zod'
import { HttpProblem } from '../core/httpProblem.ts'

/** A page's last row, as an opaque text that is safe in a URL. */
export function toCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

export function readCursor<Position>(cursor: string, position: ZodType<Position>): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new HttpProblem(400, 'rum.badRequest', 'cursor: not one that this collector gave')
  }
}
