import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { ErasureRouteDeps } from './erasureRoutes.ts'
import { registerErasures } from './erasureRoutes.ts'

export const erasurePlugin: FastifyPluginAsync<ErasureRouteDeps> = fp(
  async (server: FastifyInstance, deps: ErasureRouteDeps) => registerErasures(server, deps),
  { name: 'erasure', dependencies: ['access'] },
)
