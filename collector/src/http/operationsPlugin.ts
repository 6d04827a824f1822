import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { HealthDeps } from './healthRoute.ts'
import { registerHealth } from './healthRoute.ts'
import type { OperationDeps } from './operationRoutes.ts'
import { registerOperations } from './operationRoutes.ts'

/** What supervisors, balancers and Prometheus ask. */
export const operationsPlugin: FastifyPluginAsync<HealthDeps & OperationDeps> = fp(
  async (server: FastifyInstance, deps: HealthDeps & OperationDeps) => {
    registerHealth(server, deps)
    registerOperations(server, deps)
  },
  { name: 'operations', dependencies: ['http'] },
)
