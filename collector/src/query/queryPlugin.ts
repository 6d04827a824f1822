import type { FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { QueryDeps } from './queryRoutes.ts'
import { registerQueries } from './queryRoutes.ts'

export const queryPlugin: FastifyPluginAsync<QueryDeps> = fp(registerQueries, {
  name: 'query',
  dependencies: ['access'],
})
