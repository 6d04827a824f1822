import type { FastifyError, FastifyInstance } from 'fastify'
import { z } from 'zod'
import { HttpProblem } from '../core/httpProblem.ts'
import { BadLines } from './badLines.ts'

/** An `ExportLogsServiceResponse`. Its absent part says that all was taken. */
interface OtlpAnswer {
  partialSuccess?: { rejectedLogRecords: string; errorMessage: string }
}

const otlpAnswer = z.object({
  partialSuccess: z
    .object({ rejectedLogRecords: z.string(), errorMessage: z.string() })
    .optional()
    .describe('Present if some records were refused; the others are stored.'),
})

/** A `google.rpc.Status`, the body of every failure: https://opentelemetry.io/docs/specs/otlp/#failures-1 */
const otlpStatus = z.object({ code: z.int(), message: z.string() })

/** Schemas of the answers, by status. */
export const OTLP_ANSWERS: object = {
  200: otlpAnswer,
  '4xx': otlpStatus.describe('what is wrong with the request: it must not be sent again'),
  503: otlpStatus.describe('the collector is busy, or the store away: come back'),
}

/** An exporter must not send a body again of which a part is stored. One of which nothing is stays a bad request. */
export async function toOtlpAnswer(accepted: Promise<void>): Promise<OtlpAnswer> {
  try {
    await accepted
    return {}
  } catch (error) {
    if (!(error instanceof BadLines) || error.stored === 0) {
      throw error
    }
    const { refused, message } = error
    return { partialSuccess: { rejectedLogRecords: String(refused), errorMessage: message } }
  }
}

/** Codes of gRPC: https://grpc.io/docs/guides/status-codes/ */
const CODES: Readonly<Record<number, number>> = {
  400: 3, // invalid argument
  403: 7, // permission denied
  413: 3,
  415: 3,
  429: 8, // resource exhausted
  503: 14, // unavailable
}
const INTERNAL = 13

/** Writes the failures of a scope as an OpenTelemetry exporter reads them. */
export function registerOtlpErrors(scope: FastifyInstance): void {
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = error instanceof HttpProblem ? error : undefined
    const status = problem?.status ?? error.statusCode ?? 500
    const cause = problem?.cause ?? (status >= 500 && problem === undefined ? error : undefined)
    if (cause !== undefined) {
      request.log.error({ err: cause }, error.message)
    }
    const message = status >= 500 && problem === undefined ? 'the collector failed' : error.message
    return reply
      .code(status)
      .headers(problem?.headers ?? {})
      .send({ code: CODES[status] ?? INTERNAL, message })
  })
}
