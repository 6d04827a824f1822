import type { FastifyInstance } from 'fastify'

/**
 * On every answer of the query API, of the source maps and of what is not there: nobody keeps it, no other site embeds it. Where people come by https, they
 * come by https for a year.
 */
export function registerSecurityHeaders(server: FastifyInstance, publicUrl: string): void {
  const isHttps = publicUrl.startsWith('https:')
  server.addHook('onRequest', async (request, reply) => {
    if (isHttps) {
      reply.header('strict-transport-security', 'max-age=31536000')
    }
    if (request.is404 || isPrivate(request.routeOptions.url ?? '')) {
      reply.headers({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
      })
    }
  })
}

/** By the route and not by what was written for it: `/%61pi/me` and `http://host/api/me` are the same. */
function isPrivate(route: string): boolean {
  return route.startsWith('/api/') || route === '/v1/sourcemap'
}
