import pLimit from 'p-limit'
import type { Point } from '../../../protocol/point.ts'
import type { LineOutcome } from '../core/createMetrics.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AcceptedPoint } from '../store/acceptedPoint.ts'
import type { Arrival } from './acceptPoint.ts'
import { acceptPoint } from './acceptPoint.ts'
import type { Admission } from './admission.ts'
import type { Application, Sender } from './applications.ts'
import { isSampled } from './applications.ts'
import { BadLines } from './badLines.ts'
import { toPrecision } from './decodeBody.ts'
import { inflateBody } from './inflate.ts'
import { inSlices } from './inSlices.ts'
import type { IntakeForm } from './intakeForm.ts'
import type { DecodedLine, LocatedPoint, Problem } from './lineProtocol.ts'
import { isProblem } from './lineProtocol.ts'
import { readText, replaceTag, settlePoint } from './settlePoint.ts'
import type { ReadUserAgent } from './userAgent.ts'
import type { ReadVisitor } from './visitor.ts'

/** One request to the intake, whatever carried it. */
export interface IntakeRequest extends Sender {
  /** Whom the request came from; empty when that is not known. */
  address: string
  body: Buffer
  /** Lower case; empty when the request has none. */
  contentType: string
  encoding: string
  precision: string
  userAgent: string
  /** By the path. */
  form: IntakeForm
}

export interface IntakeDeps<Row> {
  /** Row that is stored for a point. */
  toRow(point: AcceptedPoint): Row
  /** Resolves when the rows are on the disk; `undefined` when there is no room for them now. */
  store(rows: readonly Row[], bytes: number): Promise<void> | undefined
  admission: Admission
  readUserAgent: ReadUserAgent
  readVisitor: ReadVisitor
  /** Told of lines, once for each body. */
  count(outcome: LineOutcome, lines: number): void
  /** ms since the epoch. */
  now(): number
}

export interface Intake {
  /** Refuses a request before its body is read. Throws an `HttpProblem`. */
  admit(request: Omit<IntakeRequest, 'body'>): void
  /** Resolves when all lines are stored. Throws an `HttpProblem`; the good lines are stored all the same. */
  accept(request: IntakeRequest): Promise<void>
}

/** An SDK's body has less. */
const LARGE_BYTES = 65_536
/**
 * Bodies that are inflated or decoded at a time: each may take 8 MiB, and its text, points and rows as much
 * again. Large ones one after another; small ones pass between their slices.
 */
const SMALL_AT_A_TIME = 4
const LARGE_AT_A_TIME = 1

interface Decoded<Row> {
  rows: Row[]
  problems: readonly Problem[]
  dropped: number
  bytes: number
}

export function createIntake<Row>(deps: IntakeDeps<Row>): Intake {
  const small = pLimit(SMALL_AT_A_TIME)
  const large = pLimit(LARGE_AT_A_TIME)

  async function decode(request: IntakeRequest): Promise<Decoded<Row>> {
    const precision = toPrecision(request.precision)
    const body = await inflateBody(request.body, request.encoding)
    deps.admission.spendBody(request.address, body.length)
    const receivedAt = deps.now()
    const lines = request.form.decode(body, request.contentType, { precision, receivedAt })
    const arrival = {
      receivedAt,
      userAgentTags: deps.readUserAgent(request.userAgent),
      tells: deps.readVisitor(request.address, request.userAgent),
    }
    const accepted = createAcceptance(request, arrival, (appId) =>
      deps.admission.findApplication(appId, request),
    )
    await inSlices(lines, accepted.add)
    deps.admission.spendDays(request.address, accepted.days.size)
    const points = admitEvents(deps, accepted.owned)
    const rows: Row[] = []
    await inSlices(points, (point) => rows.push(deps.toRow(point)))
    const { problems, dropped } = accepted
    return { rows, problems, dropped, bytes: body.length }
  }

  return {
    admit(request) {
      deps.admission.checkRequest(request, request.address)
    },
    async accept(request) {
      const limit = request.body.length > LARGE_BYTES ? large : small
      const { rows, problems, dropped, bytes } = await limit(() => decode(request))
      await store(deps, rows, bytes)
      deps.count('stored', rows.length)
      if (dropped > 0) {
        deps.count('dropped', dropped)
      }
      if (problems.length > 0) {
        deps.count('refused', problems.length)
        throw new BadLines(problems, rows.length)
      }
    },
  }
}

type Owned = readonly [point: AcceptedPoint, application: Application]

interface Acceptance {
  add(line: DecodedLine | undefined): void
  /** The points to store, each with its application. */
  owned: readonly Owned[]
  problems: readonly Problem[]
  /** Points that no form keeps. */
  readonly dropped: number
  /** Days of the events, and months of their sessions. */
  days: ReadonlySet<string>
}

/**
 * Each day of events, and each month of sessions, is a part of the store's that is written and synced by itself: 20 ms. The
 * outbox of an SDK holds a week.
 */
const MAX_DAYS = 40
const TOO_MANY_DAYS = `a body has events of ${MAX_DAYS} days at most, months of their sessions included: send the others by themselves`

/** A server's address is not where a visitor is, and its client is no browser. */
const NO_VISITOR = { userAgentTags: {}, tells: {} }

/** The lines of one body; what is refused here joins the problems of decoding. */
function createAcceptance(
  { form, origin }: Pick<IntakeRequest, 'form' | 'origin'>,
  arrival: Omit<Arrival, 'retentionDays'>,
  findApplication: (appId: string) => Application,
): Acceptance {
  const owned: Owned[] = []
  const problems: Problem[] = []
  const known = new Map<string, Application>()
  const days = new Set<string>()
  let dropped = 0

  /** @returns whether the body may have this event's day as well */
  function addDays(point: AcceptedPoint): boolean {
    const added = listDays(point).filter((day) => !days.has(day))
    const isAllowed = days.size + added.length <= MAX_DAYS
    if (isAllowed) {
      for (const day of added) {
        days.add(day)
      }
    }
    return isAllowed
  }

  /** The event to store, or why there is none; `undefined` for a point that is dropped. */
  function complete(
    point: Point,
    { retentionDays }: Application,
  ): AcceptedPoint | string | undefined {
    const visitor = form.isOfVisitor(point, origin) ? {} : NO_VISITOR
    const event = form.toEvent(point)
    return typeof event === 'object'
      ? acceptPoint(event, { ...arrival, ...visitor, retentionDays })
      : event
  }

  function accept({ line, point }: LocatedPoint): void {
    settlePoint(point)
    const appId = readText(point, 'app_id')
    const application = known.get(appId) ?? findApplication(appId)
    known.set(appId, application)
    const accepted = complete(point, application)
    if (accepted === undefined) {
      dropped++
    } else if (typeof accepted === 'string') {
      problems.push({ line, reason: accepted })
    } else if (addDays(accepted)) {
      if (appId === '' && application.id !== '') {
        replaceTag(accepted, 'app_id', application.id) // named by the token
      }
      owned.push([accepted, application])
    } else {
      problems.push({ line, reason: TOO_MANY_DAYS })
    }
  }

  return {
    owned,
    problems,
    days,
    get dropped() {
      return dropped
    },
    add(line) {
      if (line === undefined) {
        return
      }
      if (isProblem(line)) {
        problems.push(line)
      } else {
        accept(line)
      }
    },
  }
}

const MS_PER_DAY = 86_400_000
const MS_PER_MONTH = 30 * MS_PER_DAY

function listDays({ time, fields, retentionDays }: AcceptedPoint): string[] {
  const { session_started: started } = fields
  const day = `${Math.floor(time / MS_PER_DAY)} ${retentionDays}`
  return typeof started === 'number' && started < time
    ? [day, `month ${Math.floor(started / MS_PER_MONTH)} ${retentionDays}`]
    : [day]
}

/** Leaves out the sessions that the application does not sample, and counts the rest against its rate. */
function admitEvents(
  deps: Pick<IntakeDeps<unknown>, 'admission' | 'count'>,
  owned: readonly Owned[],
): AcceptedPoint[] {
  const sampled = owned.filter(([point, { sampleRate }]) =>
    isSampled(readText(point, 'session_id'), sampleRate),
  )
  const counts = new Map<Application, number>()
  for (const [, application] of sampled) {
    counts.set(application, (counts.get(application) ?? 0) + 1)
  }
  deps.admission.spendEvents(counts)
  deps.count('sampled', owned.length - sampled.length)
  return sampled.map(([point]) => point)
}

async function store<Row>(
  deps: Pick<IntakeDeps<Row>, 'store'>,
  rows: readonly Row[],
  bytes: number,
): Promise<void> {
  if (rows.length === 0) {
    return
  }
  const stored = deps.store(rows, bytes)
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
