import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import { registerOpenApi } from './openApi.ts'
import { requireRouteAccess } from './routeAccess.ts'
import { registerSecurityHeaders } from './securityHeaders.ts'

export interface HttpOptions {
  /** Where people reach the collector; empty: at the address it listens on. */
  publicUrl: string
  /** Version of the collector. */
  version: string
}

/** Rules for every route: it declares who may call it, has its headers, and is described in OpenAPI. Areas depend on it. */
export const httpPlugin: FastifyPluginAsync<HttpOptions> = fp(
  async (server: FastifyInstance, { publicUrl, version }: HttpOptions) => {
    requireRouteAccess(server)
    await registerSecurityHeaders(server, publicUrl)
    await registerOpenApi(server, version)
  },
  { name: 'http' },
)
