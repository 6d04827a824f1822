import { realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import httpProxy from '@fastify/http-proxy'
import staticFiles from '@fastify/static'
import fastify from 'fastify'
import { addShopApi } from './shopApi.mjs'

const SITE = fileURLToPath(new URL('./site/', import.meta.url))
const SLOW_IMAGE_DELAY_MS = 1500

/**
 * Serves the demo shop, and passes `/sdk/*` and `/v1/*` on to a collector, as a first-party proxy in front
 * of a real shop would. The shop works without a collector: those paths then answer 502, after which the SDK keeps its
 * events and retries.
 *
 * @param {{ port?: number, host?: string, collectorUrl?: string }} options `port` 0 takes any free one
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startShop({ port = 8080, host = '127.0.0.1', collectorUrl } = {}) {
  const shop = fastify({ forceCloseConnections: true }) // browsers keep theirs open, and `close` would wait for them
  addSlowImages(shop)
  addShopApi(shop)
  shop.register(staticFiles, { root: SITE, redirect: true })
  // The single-page shop owns every route below `/app/`; a deep link must load its one page.
  shop.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    if (path.startsWith('/app/') && !path.includes('.')) {
      return reply.sendFile('app/index.html')
    }
    return reply.code(404).type('text/plain; charset=utf-8').send('Page not found in this shop.\n')
  })
  if (collectorUrl) {
    addCollector(shop, collectorUrl)
  }
  return { url: await shop.listen({ port, host }), stop: () => shop.close() }
}

/** @param {import('fastify').FastifyInstance} shop */
function addCollector(shop, upstream) {
  for (const prefix of ['/sdk', '/v1']) {
    shop.register(httpProxy, {
      upstream,
      prefix,
      rewritePrefix: prefix,
      replyOptions: {
        onError: (reply) => reply.code(502).send('The collector cannot be reached.\n'),
      },
    })
  }
  // `/explorer/…` leads to the collector's explorer, whose address the pages of the shop do not know.
  shop.get('/explorer/*', (request, reply) =>
    reply.redirect(upstream + request.url.slice('/explorer'.length)),
  )
}

/** Deliberately slow: a resource that stands out in a session, and a late largest paint on small screens. */
function addSlowImages(shop) {
  shop.addHook('onRequest', async (request) => {
    if (pathOf(request).startsWith('/images/slow/')) {
      await sleep(SLOW_IMAGE_DELAY_MS)
    }
  })
}

function pathOf(request) {
  return request.url.split('?', 1)[0]
}

async function run() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      collector: { type: 'string', default: 'http://127.0.0.1:9530' },
    },
  })
  const { port, host, collector } = values
  const { url, stop } = await startShop({ port: Number(port), host, collectorUrl: collector })
  process.stdout.write(`demo shop on ${url}/, collector expected on ${collector}\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, stop)
  }
}

// The real path, because a command may be started through a symbolic link.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await run()
}
