import { realpathSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { Agent } from 'node:http'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import httpServer from 'http-server'
import { answerApi } from './shopApi.mjs'

const SITE = fileURLToPath(new URL('./site/', import.meta.url))
const SLOW_IMAGE_DELAY_MS = 1500

/**
 * Serves the demo shop, and passes `/sdk/*` and `/v1/*` on to a collector, as a first-party proxy in front
 * of a real shop would. The shop works without a collector: those paths then answer 502.
 *
 * @param {{ port?: number, host?: string, collectorUrl?: string }} options `port` 0 takes any free one
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export function startShop({ port = 8080, host = '127.0.0.1', collectorUrl } = {}) {
  // By default the proxy answers `connection: close`, so that each request costs a new connection.
  const agent = new Agent({ keepAlive: true })
  const shop = httpServer.createServer({
    root: SITE,
    cache: -1, // an edited page shows after the next reload
    showDir: 'false', // http-server wants the text, not the boolean
    before: [
      answerApi,
      toExplorer(collectorUrl),
      delaySlowImages,
      fallBackToApp,
      refuseUnknownPaths,
    ],
    ...(collectorUrl && {
      proxy: collectorUrl,
      proxyOptions: { agent },
      logFn: answerBadGateway,
    }),
  })
  return new Promise((resolve, reject) => {
    shop.server.once('error', reject)
    shop.listen(port, host, () => {
      resolve({
        url: `http://${host}:${shop.server.address().port}`,
        stop: () => stopServer(shop.server).then(() => agent.destroy()),
      })
    })
  })
}

function stopServer(server) {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections() // browsers keep theirs open, and `close` would wait for them
  })
}

/** `/explorer/…` leads to the collector's explorer, whose address the pages of the shop do not know. */
function toExplorer(collectorUrl) {
  return (request, response) => {
    if (collectorUrl && pathOf(request).startsWith('/explorer/')) {
      response.writeHead(302, { location: collectorUrl + request.url.slice('/explorer'.length) })
      response.end()
    } else {
      response.emit('next')
    }
  }
}

/** Deliberately slow: a resource that stands out in a session, and a late largest paint on small screens. */
function delaySlowImages(request, response) {
  const delay = pathOf(request).startsWith('/images/slow/') ? SLOW_IMAGE_DELAY_MS : 0
  if (delay > 0) {
    setTimeout(() => response.emit('next'), delay)
  } else {
    response.emit('next')
  }
}

/** The single-page shop owns every route below `/app/`; a deep link must load its one page. */
function fallBackToApp(request, response) {
  const path = pathOf(request)
  if (path.startsWith('/app/') && !path.includes('.')) {
    request.url = '/app/index.html'
  }
  response.emit('next')
}

/** Keeps mistyped paths from the proxy: the collector's explorer would answer them. */
async function refuseUnknownPaths(request, response) {
  const path = pathOf(request)
  const isProxied = path.startsWith('/sdk/') || path.startsWith('/v1/')
  if (isProxied || (await isPage(path))) {
    response.emit('next')
    return
  }
  response.statusCode = 404
  response.setHeader('content-type', 'text/plain;charset=UTF-8')
  response.end('Page not found in this shop.\n')
}

async function isPage(path) {
  try {
    await access(new URL(`.${path}`, new URL('./site/', import.meta.url)))
    return true
  } catch {
    return false
  }
}

/**
 * http-server's log hook, used for its side effect: when the collector cannot be reached, http-server would
 * answer 404 or 405, which an SDK takes as a final refusal. After a 502 the SDK keeps its events and retries.
 */
function answerBadGateway(_request, response, error) {
  if (error && !response.headersSent) {
    response.statusCode = 502
  }
}

function pathOf(request) {
  return request.url.split('?', 1)[0]
}

async function run() {
  process.noDeprecation = true // http-server's `union` reads `_headers`, which neither we nor the reader can fix
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
