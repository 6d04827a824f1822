import type { FastifyInstance } from 'fastify'

/**
 * On every answer of the query API: nobody keeps it, no other site embeds it. Where people come by https, they
 * come by https for a year.
 */
export function registerSecurityHeaders(server: FastifyInstance, publicUrl: string): void {
  const isHttps = publicUrl.startsWith('https:')
  server.addHook('onRequest', async ({ url }, reply) => {
    if (isHttps) {
      reply.header('strict-transport-security', 'max-age=31536000')
    }
    if (url.startsWith('/api/')) {
      reply.headers({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
      })
    }
  })
}
