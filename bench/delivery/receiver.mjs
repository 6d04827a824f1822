import { once } from 'node:events'
import { createServer } from 'node:http'
import { gunzipSync, inflateSync } from 'node:zlib'

const ID = /ev\d+x/g

function toText(body, request) {
  if (body[0] === 0x1f && body[1] === 0x8b) {
    return gunzipSync(body).toString()
  }
  return request.url.includes('encoding=deflate')
    ? inflateSync(body).toString()
    : body.toString('latin1')
}

async function read(request) {
  const chunks = []
  for await (const chunk of request) {
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Starts an intake for any of the SDKs. It answers as instructed and records the events that it has accepted.
 *
 * `behave` takes a status, `'hang'` or `'refuse'`.
 */
export async function startReceiver() {
  const arrived = new Map()
  const waiting = []
  let behaviour = 200
  let bytes = 0
  let requests = 0

  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-credentials', 'true')
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '*',
    )
    response.setHeader('access-control-allow-methods', 'POST, GET, OPTIONS')
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    requests++
    try {
      const body = await read(request)
      bytes += body.length
      if (behaviour === 'hang') {
        await new Promise((resolve) => waiting.push(resolve))
        request.socket.destroy()
        return
      }
      const status = behaviour
      if (status === 200) {
        for (const [id] of toText(body, request).matchAll(ID)) {
          arrived.set(id, (arrived.get(id) ?? 0) + 1)
        }
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    } catch {
      response.destroy() // the page was gone before its body had arrived
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()

  async function close() {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    bytes: () => bytes,
    requests: () => requests,
    async behave(next) {
      const before = behaviour
      behaviour = next
      for (const release of waiting.splice(0)) {
        release()
      }
      if (next === 'refuse') {
        await close()
      } else if (before === 'refuse') {
        server.listen(port, '127.0.0.1')
        await once(server, 'listening')
      }
    },
    stop: async () => server.listening && (await close()),
  }
}
