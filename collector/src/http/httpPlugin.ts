import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import { requireRouteAccess } from './routeAccess.ts'
import { registerSecurityHeaders } from './securityHeaders.ts'

export interface HttpOptions {
  /** Where people reach the collector; empty: at the address it listens on. */
  publicUrl: string
}

/** What holds for every route: each declares who may call it, and has its headers. Areas depend on it. */
export const httpPlugin: FastifyPluginAsync<HttpOptions> = fp(
  async (server: FastifyInstance, { publicUrl }: HttpOptions) => {
    requireRouteAccess(server)
    await registerSecurityHeaders(server, publicUrl)
  },
  { name: 'http' },
)
