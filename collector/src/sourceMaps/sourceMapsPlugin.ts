import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { SourceMapRouteDeps } from './sourceMapRoutes.ts'
import { registerSourceMaps } from './sourceMapRoutes.ts'

export const sourceMapsPlugin: FastifyPluginAsync<SourceMapRouteDeps> = fp(
  async (server: FastifyInstance, deps: SourceMapRouteDeps) => registerSourceMaps(server, deps),
  { name: 'sourceMaps', dependencies: ['access'] },
)
