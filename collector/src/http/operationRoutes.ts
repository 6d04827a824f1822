import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../core/createMetrics.ts'
import { HttpProblem } from '../core/httpProblem.ts'

export interface OperationDeps {
  /** Whether the collector can take events now: why not, or `undefined`. */
  whyNotReady(): Promise<NotReady | undefined>
  metrics: Pick<Metrics, 'render' | 'contentType'>
}

export interface NotReady {
  errorCode: 'rum.storeFailed' | 'rum.busy'
  message: string
}

/** `GET /readyz` for a balancer, `GET /metrics` for Prometheus. */
export function registerOperations(server: FastifyInstance, deps: OperationDeps): void {
  server.get('/readyz', { config: { access: 'public' } }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    const problem = await deps.whyNotReady()
    if (problem !== undefined) {
      throw new HttpProblem(503, problem.errorCode, problem.message, { 'retry-after': '2' })
    }
    return { status: 'ready' }
  })
  server.get('/metrics', { config: { access: 'public' } }, async (_request, reply) => {
    reply.header('content-type', deps.metrics.contentType)
    return deps.metrics.render()
  })
}
