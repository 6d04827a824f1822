import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { IntakeRouteDeps } from './intakeRoutes.ts'
import { registerIntake } from './intakeRoutes.ts'

export const intakePlugin: FastifyPluginAsync<IntakeRouteDeps> = fp(
  async (server: FastifyInstance, deps: IntakeRouteDeps) => registerIntake(server, deps),
  { name: 'intake', dependencies: ['http'] },
)
