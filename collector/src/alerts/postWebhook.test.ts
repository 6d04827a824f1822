import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createSocketServer } from 'node:net'
import test from 'node:test'
import { createPostWebhook } from './postWebhook.ts'

const MESSAGE = { body: '{"type":"alert.test"}', headers: { 'webhook-id': 'a.1' } }
const LIMITS = { totalMs: 300, answerBytes: 4096 }
const post = createPostWebhook('any', LIMITS)

interface Target {
  url: string
  requests: IncomingMessage[]
  close(): Promise<void>
}

async function startTarget(answer: RequestListener): Promise<Target> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('a target gets the body, its headers and the type of the content', async () => {
  let body = ''
  const target = await startTarget(async (request, response) => {
    for await (const chunk of request) {
      body += chunk
    }
    response.writeHead(204).end()
  })
  assert.deepEqual(await post({ url: target.url, ...MESSAGE }), { isDelivered: true, status: 204 })
  const [request] = target.requests
  assert.deepEqual(
    [body, request?.method, request?.headers['content-type'], request?.headers['webhook-id']],
    [MESSAGE.body, 'POST', 'application/json', 'a.1'],
  )
  await target.close()
})

test('a redirect is not followed: what is behind it is never asked', async () => {
  const inner = await startTarget((_request, response) => response.end('secret'))
  const outer = await startTarget((_request, response) =>
    response.writeHead(307, { location: inner.url }).end(),
  )
  const attempt = await post({ url: outer.url, ...MESSAGE })
  assert.deepEqual(attempt, {
    isDelivered: false,
    status: 307,
    problem: 'it answered with a redirect, which is not followed',
  })
  assert.equal(inner.requests.length, 0)
  await Promise.all([inner.close(), outer.close()])
})

/** A reset is a way to close. */
function whenClosed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined)
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

test('an endless answer is cut off after a few kilobytes', async () => {
  let sent = 0
  const closed: Promise<unknown>[] = []
  const target = await startTarget((request, response: ServerResponse) => {
    closed.push(whenClosed(request.socket))
    response.writeHead(200)
    const chunk = Buffer.alloc(64 * 1024)
    const write = (): void => {
      sent += chunk.length
      if (!response.destroyed && response.write(chunk)) {
        setImmediate(write)
      }
    }
    response.on('drain', write)
    response.on('error', () => undefined)
    write()
  })
  assert.deepEqual(await post({ url: target.url, ...MESSAGE }), { isDelivered: true, status: 200 })
  await Promise.all(closed)
  assert.ok(sent < 16 * 2 ** 20, `${sent} bytes were sent`)
  await target.close()
})

test('an answer whose body trickles does not hold the connection beyond the time limit', async () => {
  const closed: Promise<unknown>[] = []
  const target = await startTarget((request, response) => {
    closed.push(whenClosed(request.socket))
    response.writeHead(200)
    response.write('.')
  })
  assert.equal((await post({ url: target.url, ...MESSAGE })).isDelivered, true)
  await Promise.all(closed)
  await target.close()
})

/** Servers that speak no HTTP, or not in time. */
const HOSTILE: Readonly<Record<string, (socket: Socket) => void>> = {
  'says nothing': () => undefined,
  'closes at once': (socket) => socket.destroy(),
  'sends head lines for ever': (socket) => {
    const timer = setInterval(() => socket.write('x: y\r\n'), 20)
    socket.write('HTTP/1.1 200 OK\r\n')
    socket.on('close', () => clearInterval(timer))
  },
  'sends interim answers for ever': (socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 20)
    socket.on('close', () => clearInterval(timer))
  },
  'sends a head of a megabyte': (socket) =>
    socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(2 ** 20)}\r\n\r\n`),
  'speaks another protocol': (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
  'changes the protocol': (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
}

for (const [name, talk] of Object.entries(HOSTILE)) {
  test(`a target that ${name} is a failed attempt within the time limit`, async () => {
    const sockets = new Set<Socket>()
    const server = createSocketServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.once('data', () => talk(socket))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const begin = performance.now()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const attempt = await post({ url, ...MESSAGE })
    assert.equal(attempt.isDelivered, false)
    assert.ok((attempt.problem ?? '').length > 0)
    assert.ok(performance.now() - begin < 10 * LIMITS.totalMs)
    for (const socket of sockets) {
      socket.destroy()
    }
    server.close()
  })
}

test('a target that is down is a failed attempt', async () => {
  const target = await startTarget(() => undefined)
  await target.close()
  assert.match((await post({ url: target.url, ...MESSAGE })).problem ?? '', /ECONNREFUSED/)
})

test('a target of the own network is never connected to unless the operator allows it', async () => {
  const target = await startTarget((_request, response) => response.end())
  const careful = createPostWebhook('public', LIMITS)
  const { port } = new URL(target.url)
  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433']) {
    const attempt = await careful({ url: `http://${host}:${port}/`, ...MESSAGE })
    assert.match(attempt.problem ?? '', /internal network/, host)
  }
  assert.equal(target.requests.length, 0)
  await target.close()
})

test('a name that leads to another address after the check is connected to under the checked one', async () => {
  const target = await startTarget((_request, response) => response.end())
  let lookups = 0
  const rebinding = createPostWebhook('public', LIMITS, (_name, options, callback) => {
    lookups++
    // The check has passed this address; a second look-up would return another one.
    options.all
      ? callback(null, [{ address: '127.0.0.1', family: 4 }])
      : callback(null, '127.0.0.1', 4)
  })
  const { port } = new URL(target.url)
  assert.equal(
    (await rebinding({ url: `http://hook.example:${port}/`, ...MESSAGE })).isDelivered,
    true,
  )
  assert.equal(lookups, 1)
  await target.close()
})
