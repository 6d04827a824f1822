import { once } from 'node:events'
import { createServer } from 'node:http'

const FRAME = '<iframe sandbox="allow-scripts" src="/frame"></iframe>'
const BEFORE = {
  '/toJson': `Array.prototype.toJSON = function () { throw new Error('broken') }`,
  '/fetch': `window.fetch = function () { return Promise.reject(new Error('broken')) }`,
}

/** Starts a contender's own site: pages with its SDK, with hostile code before it, or without it. */
export async function startSite(code, intakeUrl) {
  const pages = {
    '/plain': '',
    '/around': FRAME,
    '/data': '{}',
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site')
    if (pathname === '/sdk.js') {
      response
        .writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=60' })
        .end(code)
      return
    }
    const head = `<script>window.INTAKE = ${JSON.stringify(intakeUrl)};${BEFORE[pathname] ?? ''}</script>
      <script src="/sdk.js"></script>`
    const frame =
      pathname === '/frame'
        ? '<script>for (let i = 0; i < 20; i++) emit("ev" + i + "x")</script>'
        : ''
    const body = pages[pathname] ?? `${head}${frame}<h1>Page</h1><button>Press</button>`
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Page</title><link rel="icon" href="data:,">${body}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
