import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const HTTPS_SECONDS = 31_536_000

/**
 * On every answer of the query API, of the source maps and of what is not there: nobody keeps it, no other site embeds it. Where people come by https, they
 * come by https for a year.
 */
export async function registerSecurityHeaders(
  server: FastifyInstance,
  publicUrl: string,
): Promise<void> {
  const isHttps = publicUrl.startsWith('https:')
  await server.register(helmet, {
    global: false, // the intake and the SDK are for pages of any site, and the explorer's files have their own
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: false, // below, on every answer
  })
  server.addHook('onRequest', async (request, reply) => {
    if (isHttps) {
      reply.header('strict-transport-security', `max-age=${HTTPS_SECONDS}`)
    }
    if (request.is404 || isPrivate(request.routeOptions.url ?? '')) {
      reply.header('cache-control', 'no-store')
      await reply.helmet()
    }
  })
}

/** By the route and not by what was written for it: `/%61pi/me` and `http://host/api/me` are the same. */
function isPrivate(route: string): boolean {
  return route.startsWith('/api/') || route === '/v1/sourcemap'
}
