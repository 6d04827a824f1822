import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { HealthDeps } from './healthRoute.ts'
import { registerHealth } from './healthRoute.ts'
import { registerDocs } from './openApi.ts'
import type { OperationDeps } from './operationRoutes.ts'
import { registerOperations } from './operationRoutes.ts'

/** Routes for supervisors, balancers and Prometheus, and the page that describes all routes. */
export const operationsPlugin: FastifyPluginAsync<HealthDeps & OperationDeps> = fp(
  async (server: FastifyInstance, deps: HealthDeps & OperationDeps) => {
    await registerDocs(server)
    registerHealth(server, deps)
    registerOperations(server, deps)
  },
  { name: 'operations', dependencies: ['http'] },
)
