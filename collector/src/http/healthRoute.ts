import type { FastifyInstance } from 'fastify'
import { HttpProblem } from '../httpProblem.ts'
import type { Store } from '../store/openStore.ts'

/** `GET /healthz`: 200 while the store answers. */
export function registerHealth(
  server: FastifyInstance,
  store: Pick<Store, 'query'>,
  version: string,
): void {
  server.get('/healthz', async () => {
    try {
      await store.query('SELECT 1')
    } catch (cause) {
      const problem = new HttpProblem(503, 'rum.storeFailed', 'the store does not answer')
      throw Object.assign(problem, { cause })
    }
    return { status: 'ok', version }
  })
}
