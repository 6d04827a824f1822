import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Metrics } from '../core/createMetrics.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { toFileSchema, withProblems } from './openApi.ts'

const tags = ['operation']

export interface OperationDeps {
  /** Returns why the collector cannot take events now, or `undefined` if it can. */
  whyNotReady(): Promise<NotReady | undefined>
  metrics: Pick<Metrics, 'render' | 'contentType'>
}

export interface NotReady {
  errorCode: 'rum.storeFailed' | 'rum.busy'
  message: string
}

/** `GET /readyz` for a balancer, `GET /metrics` for Prometheus. */
export function registerOperations(server: FastifyInstance, deps: OperationDeps): void {
  const ready = {
    summary: 'Answers 200 while the collector can take events',
    tags,
    response: withProblems({ 200: z.object({ status: z.string() }) }),
  }
  server.get(
    '/readyz',
    { config: { access: 'public' }, schema: ready },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      const problem = await deps.whyNotReady()
      if (problem !== undefined) {
        throw new HttpProblem(503, problem.errorCode, problem.message, { 'retry-after': '2' })
      }
      return { status: 'ready' }
    },
  )
  const metrics = {
    summary: 'Metrics for Prometheus',
    tags,
    response: withProblems({ 200: toFileSchema('text/plain') }),
  }
  server.get(
    '/metrics',
    { config: { access: 'public' }, schema: metrics },
    async (_request, reply) => {
      reply.header('content-type', deps.metrics.contentType)
      return deps.metrics.render()
    },
  )
}
