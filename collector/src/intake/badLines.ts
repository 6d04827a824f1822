import { HttpProblem } from '../core/httpProblem.ts'
import type { Problem } from './lineProtocol.ts'

const MAX_PROBLEMS_NAMED = 5

/** 400: the bad lines would be as bad the next time, so that an SDK must not send them again. The others are stored. */
export class BadLines extends HttpProblem {
  readonly refused: number
  readonly stored: number

  constructor(problems: readonly Problem[], stored: number) {
    super(400, 'rum.badLines', describe(problems, stored))
    this.refused = problems.length
    this.stored = stored
  }
}

function describe(problems: readonly Problem[], stored: number): string {
  const sorted = problems.toSorted((one, other) => one.line - other.line)
  const named = sorted
    .slice(0, MAX_PROBLEMS_NAMED)
    .map(({ line, reason }) => `line ${line}: ${reason}`)
  const more = problems.length - named.length
  const rest = more > 0 ? `; and ${more} more` : ''
  return `${problems.length} refused, ${stored} stored: ${named.join('; ')}${rest}`
}
