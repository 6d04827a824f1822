import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { ApplicationRouteDeps } from './applicationRoutes.ts'
import { registerApplications } from './applicationRoutes.ts'

/** Apart from the intake, which asks nobody who they are. */
export const applicationsPlugin: FastifyPluginAsync<ApplicationRouteDeps> = fp(
  async (server: FastifyInstance, deps: ApplicationRouteDeps) => registerApplications(server, deps),
  { name: 'applications', dependencies: ['access'] },
)
