import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { HttpProblem } from '../core/httpProblem.ts'
import { isStoreFailure } from './storeFailure.ts'

const CODES: Readonly<Record<number, string>> = {
  404: 'rum.notFound',
  413: 'rum.bodyTooLarge',
  415: 'rum.badContentType',
  503: 'rum.busy',
}

/** Every failure is answered as an `ErrorAnswer`; what went wrong inside is logged and not told. */
export function registerErrorAnswers(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof HttpProblem) {
      if (error.cause !== undefined) {
        request.log.error({ err: error.cause }, error.message)
      }
      return sendProblem(reply, error)
    }
    if (isStoreFailure(error)) {
      request.log.error({ err: error }, 'the store failed')
      const message = 'the store does not answer, or its disk is full: come back'
      return sendProblem(
        reply,
        new HttpProblem(503, 'rum.storeFailed', message, { 'retry-after': '5' }),
      )
    }
    const status = error.statusCode ?? 500
    if (status >= 500) {
      request.log.error({ err: error }, 'request failed')
      return sendProblem(reply, new HttpProblem(500, 'rum.internal', 'the collector failed'))
    }
    return sendProblem(
      reply,
      new HttpProblem(status, CODES[status] ?? 'rum.badRequest', error.message),
    )
  })
}

export function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  return reply.code(problem.status).headers(problem.headers).send(problem.toAnswer())
}
