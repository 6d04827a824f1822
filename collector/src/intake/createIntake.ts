import type { AcceptedPoint } from '../acceptedPoint.ts'
import { HttpProblem } from '../httpProblem.ts'
import type { Arrival } from './acceptPoint.ts'
import { acceptPoint } from './acceptPoint.ts'
import { decodeBody, toPrecision } from './decodeBody.ts'
import { inflateBody } from './inflate.ts'
import type { DecodedLines, Problem } from './lineProtocol.ts'
import type { ReadUserAgent } from './userAgent.ts'

/** One request to the intake, whatever carried it. */
export interface IntakeRequest {
  body: Buffer
  /** Lower case; empty when the request has none. */
  contentType: string
  encoding: string
  precision: string
  userAgent: string
}

export interface IntakeDeps {
  /** Resolves when the points are on the disk; `undefined` when there is no room for them now. */
  store(points: readonly AcceptedPoint[], bytes: number): Promise<void> | undefined
  readUserAgent: ReadUserAgent
  /** ms since the epoch. */
  now(): number
  retentionDays: number
}

export interface Intake {
  /** Resolves when all lines are stored. Throws an `HttpProblem`; the good lines are stored all the same. */
  accept(request: IntakeRequest): Promise<void>
}

const MAX_PROBLEMS_NAMED = 5

export function createIntake(deps: IntakeDeps): Intake {
  return {
    async accept(request) {
      const precision = toPrecision(request.precision)
      const body = await inflateBody(request.body, request.encoding)
      const receivedAt = deps.now()
      const decoded = decodeBody(body, request.contentType, { precision, receivedAt })
      const userAgentTags = deps.readUserAgent(request.userAgent)
      const { retentionDays } = deps
      const points = acceptAll(decoded, { receivedAt, userAgentTags, retentionDays })
      await store(deps, points, body.length)
      if (decoded.problems.length > 0) {
        throw toBadLines(decoded.problems, points.length)
      }
    },
  }
}

/** The points to store; what is refused joins the problems of decoding. */
function acceptAll(decoded: DecodedLines, arrival: Arrival): AcceptedPoint[] {
  const points: AcceptedPoint[] = []
  decoded.points.forEach((point, index) => {
    const accepted = acceptPoint(point, arrival)
    if (typeof accepted === 'string') {
      decoded.problems.push({ line: decoded.lines[index] ?? 0, reason: accepted })
    } else {
      points.push(accepted)
    }
  })
  return points
}

async function store(
  deps: IntakeDeps,
  points: readonly AcceptedPoint[],
  bytes: number,
): Promise<void> {
  if (points.length === 0) {
    return
  }
  const stored = deps.store(points, bytes)
  if (stored === undefined) {
    throw tryAgain('rum.busy', 'the collector receives more than it can store')
  }
  try {
    await stored
  } catch (cause) {
    throw Object.assign(tryAgain('rum.storeFailed', 'the events could not be stored'), { cause })
  }
}

/** 503: the SDK keeps the events and sends them again. */
function tryAgain(errorCode: string, message: string): HttpProblem {
  return new HttpProblem(503, errorCode, message, { 'retry-after': '2' })
}

/** 400: the bad lines would be as bad the next time, so that an SDK must not send them again. */
function toBadLines(problems: readonly Problem[], accepted: number): HttpProblem {
  const sorted = problems.toSorted((one, other) => one.line - other.line)
  const named = sorted
    .slice(0, MAX_PROBLEMS_NAMED)
    .map(({ line, reason }) => `line ${line}: ${reason}`)
  const more = problems.length - named.length
  const rest = more > 0 ? `; and ${more} more` : ''
  return new HttpProblem(
    400,
    'rum.badLines',
    `${problems.length} refused, ${accepted} stored: ${named.join('; ')}${rest}`,
  )
}
