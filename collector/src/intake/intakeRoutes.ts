import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { INTAKE_LIMITS, INTAKE_PATH } from '../../../protocol/limits.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { withProblems } from '../http/openApi.ts'
import type { Intake, IntakeRequest } from './createIntake.ts'
import { isIdentity } from './inflate.ts'
import type { BodyBudget } from './readBody.ts'
import { readBody } from './readBody.ts'

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
}

/** `POST /v1/write/rum` for pages of any origin. */
export function registerIntake(server: FastifyInstance, deps: IntakeRouteDeps): void {
  const { intake, budget, countRefusal } = deps
  /** Bytes of the budget that a request's body takes until it is answered, or given up. */
  const held = new WeakMap<FastifyRequest['raw'], number>()
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (request: FastifyRequest, stream: IncomingMessage) => {
      const { encoding } = toHead(request as Request)
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
    scope.options(INTAKE_PATH, { config: { access: 'public' } }, async (request, reply) =>
      answerPreflight(request, reply),
    )
    scope.post<{ Querystring: IntakeQuery }>(
      INTAKE_PATH,
      {
        config: { access: 'public' },
        schema: {
          summary: 'Takes a batch of lines from an SDK',
          description:
            'Query: `precision`, `encoding`, `token`. Body: line protocol, or the same as JSON.',
          tags: ['intake'],
          response: withProblems({ 200: z.literal('') }),
        },
        onRequest: async (request, reply) => {
          finished(reply.raw, () => budget.give(held.get(request.raw) ?? 0))
          intake.admit(toHead(request))
        },
      },
      async (request, reply) => {
        await intake.accept(toIntakeRequest(request))
        return reply.send('')
      },
    )
  })
}

function toIntakeRequest(request: Request): IntakeRequest {
  const { body } = request
  // A request without a body is not parsed.
  return { ...toHead(request), body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) }
}

function toHead({ headers, query, ip }: Request): Omit<IntakeRequest, 'body'> {
  return {
    contentType: (headers['content-type'] ?? '').toLowerCase(),
    encoding: String(query.encoding ?? headers['content-encoding'] ?? '').toLowerCase(),
    precision: String(query.precision ?? 'ns'), // InfluxDB's default
    userAgent: headers['user-agent'] ?? '',
    token: String(query.token ?? ''),
    origin: headers.origin ?? '',
    address: ip,
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
      'access-control-allow-methods': 'POST, OPTIONS',
      // No others, whatever is asked for: a page that adds its own token to all requests must not send it here.
      'access-control-allow-headers': 'Content-Type, Content-Encoding',
      'access-control-max-age': PREFLIGHT_SECONDS,
      vary: 'Access-Control-Request-Private-Network',
    })
    .code(204)
    .send()
}
