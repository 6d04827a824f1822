import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  INTAKE_LIMITS,
  INTAKE_PATH,
  LOG_PATH,
  OTLP_LOG_PATH,
  REMOTE_OPTIONS_PATH,
  REPLAY_PATH,
} from '../../../protocol/limits.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { withProblems } from '../http/openApi.ts'
import type { Intake, IntakeRequest } from './createIntake.ts'
import { isIdentity } from './inflate.ts'
import type { IntakeForm } from './intakeForm.ts'
import { EVENT_FORM, LOG_FORM, OTLP_FORM } from './intakeForm.ts'
import { OTLP_ANSWERS, registerOtlpErrors, toOtlpAnswer } from './otlpAnswers.ts'
import type { BodyBudget } from './readBody.ts'
import { readBody, skipBody } from './readBody.ts'

interface IntakeQuery {
  precision?: string | string[]
  encoding?: string | string[]
  token?: string | string[]
}

type Request = FastifyRequest<{ Querystring: IntakeQuery }>

export interface IntakeRouteDeps {
  intake: Intake
  budget: BodyBudget
  /** Told the error code of each answer other than 200. */
  countRefusal(reason: string): void
  /** Told of each segment of a replay. */
  countDropped(): void
}

interface IntakePath {
  url: string
  form: IntakeForm
  summary: string
  description: string
  /** Schemas by status. */
  answers: object
  /** Sends the answer of a body, whose bad lines are told by the error. */
  answer(accepted: Promise<void>): Promise<unknown>
  /** A header may have the token: those who send there are no pages, which add headers of their own. */
  takesBearer: boolean
}

const LINES = {
  description: 'Query: `precision`, `encoding`, `token`. Body: line protocol, or the same as JSON.',
  answers: withProblems({ 200: z.literal('') }),
  takesBearer: false,
  answer: async (accepted: Promise<void>): Promise<string> => {
    await accepted
    return ''
  },
}

const EVENTS: IntakePath = {
  ...LINES,
  url: INTAKE_PATH,
  form: EVENT_FORM,
  summary: 'Takes a batch of lines from an SDK',
}
const LOGS: IntakePath = {
  ...LINES,
  url: LOG_PATH,
  form: LOG_FORM,
  summary: 'Takes logs from an SDK or a log shipper',
}
const OTLP_LOGS: IntakePath = {
  url: OTLP_LOG_PATH,
  form: OTLP_FORM,
  summary: 'Takes logs from an OpenTelemetry exporter',
  description:
    'OTLP/HTTP in JSON. The token stands in `Authorization: Bearer`, or in the query as `token`.',
  answers: OTLP_ANSWERS,
  answer: toOtlpAnswer,
  takesBearer: true,
}

/** The paths that take events and logs, for pages of any origin. */
export function registerIntake(server: FastifyInstance, deps: IntakeRouteDeps): void {
  const { intake, budget, countRefusal } = deps
  /** Bytes of the budget that a request's body takes until it is answered, or given up. */
  const held = new WeakMap<FastifyRequest['raw'], number>()
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (request: FastifyRequest, stream: IncomingMessage) => {
      const { encoding } = toHead(request as Request, EVENTS)
      return readBody(stream, {
        limit: isIdentity(encoding) ? INTAKE_LIMITS.inflatedBytes : INTAKE_LIMITS.compressedBytes,
        budget,
        announced: Number.parseInt(request.headers['content-length'] ?? '', 10),
        onTaken: (bytes) => held.set(request.raw, (held.get(request.raw) ?? 0) + bytes),
      })
    })
    scope.addHook('onRequest', async (_request, reply) => allowAnyOrigin(reply))
    scope.addHook('onError', async (_request, _reply, error) => {
      countRefusal(error instanceof HttpProblem ? error.errorCode : 'rum.internal')
    })
    for (const path of [EVENTS, LOGS]) {
      addPath(scope, path)
    }
    await scope.register(async (other) => addDroppedPaths(other, deps))
    await scope.register(async (otlp) => {
      registerOtlpErrors(otlp)
      addPath(otlp, OTLP_LOGS)
    })
  })

  function addPath(scope: FastifyInstance, path: IntakePath): void {
    const { url, summary, description, answers, answer } = path
    addPreflight(scope, url)
    scope.post<{ Querystring: IntakeQuery }>(
      url,
      {
        config: { access: 'public' },
        schema: { summary, description, tags: ['intake'], response: answers },
        onRequest: async (request, reply) => {
          finished(reply.raw, () => budget.give(held.get(request.raw) ?? 0))
          intake.admit(toHead(request, path))
        },
      },
      async (request, reply) =>
        reply.send(await answer(intake.accept(toIntakeRequest(request, path)))),
    )
  }
}

/** Paths that other SDKs use at a DataKit, of which nothing is kept. Without an answer, each would be a console error. */
function addDroppedPaths(scope: FastifyInstance, { intake, countDropped }: IntakeRouteDeps): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', async (_request: FastifyRequest, stream: IncomingMessage) =>
    skipBody(stream, INTAKE_LIMITS.inflatedBytes),
  )
  const onRequest = async (request: FastifyRequest) =>
    intake.admit(toHead(request as Request, EVENTS))
  addPreflight(scope, REPLAY_PATH)
  scope.post(
    REPLAY_PATH,
    {
      config: { access: 'public' },
      schema: {
        summary: 'Takes a segment of a session replay, and drops it',
        description:
          'Until there are replays, segments are counted in `rum_lines_total{outcome="dropped"}`.',
        tags: ['intake'],
        response: withProblems({ 200: z.literal('') }),
      },
      onRequest,
    },
    async () => {
      countDropped()
      return '' as const
    },
  )
  addPreflight(scope, REMOTE_OPTIONS_PATH)
  scope.get(
    REMOTE_OPTIONS_PATH,
    {
      config: { access: 'public' },
      schema: {
        summary: 'Answers an SDK that asks for remote options: there are none',
        description: 'Options are those of `init`. Query: `app_id`, `token`.',
        tags: ['intake'],
        response: withProblems({ 200: z.object({ content: z.object({}) }) }),
      },
      onRequest,
    },
    async () => ({ content: {} }),
  )
}

function addPreflight(scope: FastifyInstance, url: string): void {
  scope.options(url, { config: { access: 'public' } }, async (request, reply) =>
    answerPreflight(request, reply),
  )
}

function toIntakeRequest(request: Request, path: IntakePath): IntakeRequest {
  const { body } = request
  // A request without a body is not parsed.
  return { ...toHead(request, path), body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) }
}

function toHead(
  { headers, query, ip }: Request,
  { form, takesBearer }: IntakePath,
): Omit<IntakeRequest, 'body'> {
  const bearer = takesBearer ? /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] : undefined
  return {
    contentType: (headers['content-type'] ?? '').toLowerCase(),
    encoding: String(query.encoding ?? headers['content-encoding'] ?? '').toLowerCase(),
    precision: String(query.precision ?? 'ns'), // InfluxDB's default
    userAgent: headers['user-agent'] ?? '',
    token: bearer ?? String(query.token ?? ''),
    origin: headers.origin ?? '',
    mayOmitOrigin: form.takesServers,
    address: ip,
    form,
  }
}

/** `*` and no credentials: the intake reads no cookie, and any site may send. */
function allowAnyOrigin(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Retry-After', // hidden from a page's script otherwise
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
  })
}

const PREFLIGHT_SECONDS = 7200 // Chromium's upper limit

function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.headers['access-control-request-private-network'] === 'true') {
    // A public page that sends to a collector inside the network: https://wicg.github.io/private-network-access/
    reply.header('access-control-allow-private-network', 'true')
  }
  return reply
    .headers({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      // No others, whatever is asked for: a page that adds its own token to all requests must not send it here.
      'access-control-allow-headers': 'Content-Type, Content-Encoding',
      'access-control-max-age': PREFLIGHT_SECONDS,
      vary: 'Access-Control-Request-Private-Network',
    })
    .code(204)
    .send()
}
