import { readFile } from 'node:fs/promises'

const PRODUCTS = new URL('./products.json', import.meta.url)

/**
 * Adds the shop's own server side.
 *
 * @param {import('fastify').FastifyInstance} shop
 */
export function addShopApi(shop) {
  shop.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) {
      reply.header('cache-control', 'no-store')
    }
  })
  shop.get('/api/products', async () => JSON.parse(await readFile(PRODUCTS, 'utf8')))
  // Fails always: a shop whose checkout works has nothing to show in a session.
  shop.post('/api/payment', (_request, reply) =>
    reply.code(503).send({
      error: 'provider_unavailable',
      message: 'The payment provider does not answer.',
    }),
  )
  shop.get('/api/delivery', (_request, reply) =>
    reply.code(500).send({
      error: 'carrier_timeout',
      message: 'The carrier took too long to answer.',
    }),
  )
}
