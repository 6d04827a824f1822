import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { AlertRouteDeps } from './alertRoutes.ts'
import { registerAlerts } from './alertRoutes.ts'

export const alertsPlugin: FastifyPluginAsync<AlertRouteDeps> = fp(
  async (server: FastifyInstance, deps: AlertRouteDeps) => registerAlerts(server, deps),
  { name: 'alerts', dependencies: ['access'] },
)
