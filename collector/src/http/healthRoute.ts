import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import { withProblems } from './openApi.ts'

export interface HealthDeps {
  /** The engine in this process; `undefined` for a server, whose absence no restart would mend. */
  store: Pick<Store, 'querySmall'> | undefined
  version: string
}

/** `GET /healthz`: 200 while a restart would not help. */
export function registerHealth(server: FastifyInstance, { store, version }: HealthDeps): void {
  const schema = {
    summary: 'Answers 200 while a restart would not help',
    tags: ['operation'],
    response: withProblems({ 200: z.object({ status: z.string(), version: z.string() }) }),
  }
  server.get('/healthz', { config: { access: 'public' }, schema }, async () => {
    try {
      await store?.querySmall('SELECT 1')
    } catch (cause) {
      const problem = new HttpProblem(503, 'rum.storeFailed', 'the store does not answer')
      throw Object.assign(problem, { cause })
    }
    return { status: 'ok', version }
  })
}
