import { HttpProblem } from '../http/httpProblem.ts'
import type { EventRow } from '../store/eventRow.ts'
import { toEventRow } from '../store/eventRow.ts'
import { acceptPoint } from './acceptPoint.ts'
import { decodeBody, toPrecision } from './decodeBody.ts'
import type { GroupCommit } from './groupCommit.ts'
import { inflateBody } from './inflate.ts'
import type { DecodedLines, Problem } from './lineProtocol.ts'
import type { ReadUserAgent, UserAgentTags } from './userAgent.ts'

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
  groupCommit: Pick<GroupCommit<EventRow>, 'add'>
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
      const rows = toRows(decoded, deps.retentionDays, { receivedAt, userAgentTags })
      await store(deps, rows, body.length)
      if (decoded.problems.length > 0) {
        throw toBadLines(decoded.problems, rows.length)
      }
    },
  }
}

function toRows(
  decoded: DecodedLines,
  retentionDays: number,
  arrival: { receivedAt: number; userAgentTags: UserAgentTags },
): EventRow[] {
  const rows: EventRow[] = []
  decoded.points.forEach((point, index) => {
    const accepted = acceptPoint(point, { ...arrival, retentionDays })
    if (typeof accepted === 'string') {
      decoded.problems.push({ line: decoded.lines[index] ?? 0, reason: accepted })
    } else {
      rows.push(toEventRow(accepted, retentionDays))
    }
  })
  return rows
}

async function store(
  { groupCommit }: IntakeDeps,
  rows: readonly EventRow[],
  bytes: number,
): Promise<void> {
  if (rows.length === 0) {
    return
  }
  const stored = groupCommit.add(rows, bytes)
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
