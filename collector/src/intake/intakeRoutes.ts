import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { INTAKE_LIMITS, INTAKE_PATH } from '../../../protocol/limits.ts'
import type { Intake, IntakeRequest } from './createIntake.ts'

interface IntakeQuery {
  precision?: string | string[]
  encoding?: string | string[]
}

/** `POST /v1/write/rum` for pages of any origin. */
export function registerIntake(server: FastifyInstance, intake: Intake): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: INTAKE_LIMITS.inflatedBytes },
      async (_request: FastifyRequest, body: Buffer) => body,
    )
    scope.addHook('onRequest', async (_request, reply) => allowAnyOrigin(reply))
    scope.options(INTAKE_PATH, async (request, reply) => answerPreflight(request, reply))
    scope.post<{ Querystring: IntakeQuery }>(INTAKE_PATH, async (request, reply) => {
      await intake.accept(toIntakeRequest(request))
      return reply.send('')
    })
  })
}

function toIntakeRequest(request: FastifyRequest<{ Querystring: IntakeQuery }>): IntakeRequest {
  const { headers, query, body } = request
  return {
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), // a request without a body is not parsed
    contentType: (headers['content-type'] ?? '').toLowerCase(),
    encoding: String(query.encoding ?? headers['content-encoding'] ?? '').toLowerCase(),
    precision: String(query.precision ?? 'ns'), // InfluxDB's default
    userAgent: headers['user-agent'] ?? '',
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
  const headers = request.headers['access-control-request-headers']
  if (request.headers['access-control-request-private-network'] === 'true') {
    // A public page that sends to a collector inside the network: https://wicg.github.io/private-network-access/
    reply.header('access-control-allow-private-network', 'true')
  }
  return reply
    .headers({
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': headers ?? 'Content-Type, Content-Encoding',
      'access-control-max-age': PREFLIGHT_SECONDS,
      vary: 'Access-Control-Request-Headers, Access-Control-Request-Private-Network',
    })
    .code(204)
    .send()
}
