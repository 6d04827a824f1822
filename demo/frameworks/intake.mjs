import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { inflateSync } from 'node:zlib'

/** An intake that keeps the lines it gets, and serves the built SDK. */
export async function startIntake() {
  const lines = []
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    if (request.url.startsWith('/sdk/')) {
      response.setHeader('content-type', 'text/javascript')
      response.end(readFileSync('dist/dataflux-rum.js'))
      return
    }
    const body = await buffer(request)
    const text = request.url.includes('encoding=deflate') ? inflateSync(body) : body
    lines.push(...String(text).split('\n'))
    response.end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Takes the lines that came since the last call. */
    take: () => lines.splice(0),
    stop: () => server.close(),
  }
}
