import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import test from 'node:test'
import type { FastifyInstance } from 'fastify'
import { registerIntake } from '../intake/intakeRoutes.ts'
import type { BodyBudget } from '../intake/readBody.ts'
import { createBodyBudget } from '../intake/readBody.ts'
import type { ServerLimits } from './createServer.ts'
import { createServer } from './createServer.ts'

/** Cuts off soon. Its limits are too tight for an honest request on a busy machine. */
const strict = serve({
  headersMs: 300,
  requestMs: 500,
  idleMs: 200,
  checkMs: 50,
  stuckMs: 200,
  stopMs: 500,
})
/** Has the limits that an operator gets. */
const usual = serve()

interface Served {
  server: FastifyInstance
  budget: BodyBudget
}

function serve(limits?: ServerLimits): Served {
  const budget = createBodyBudget(1000)
  const server = createServer('silent', [], limits)
  registerIntake(server, {
    intake: { admit: () => undefined, accept: async () => undefined },
    budget,
    countRefusal: () => undefined,
    countDropped: () => undefined,
  })
  // More than the buffers of both sides hold.
  server.get('/long', async () => Buffer.alloc(64 * 2 ** 20, 'x'))
  return { server, budget }
}

test.before(async () => {
  await strict.server.listen({ host: '127.0.0.1', port: 0 })
  await usual.server.listen({ host: '127.0.0.1', port: 0 })
})
test.after(async () => {
  await strict.server.close()
  await usual.server.close()
})

function portOf({ server }: Served): number {
  return (server.server.address() as AddressInfo).port
}

async function open(served: Served, sent = ''): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: portOf(served), allowHalfOpen: true })
  await once(socket, 'connect')
  socket.write(sent)
  return socket
}

const HEAD = 'POST /v1/write/rum HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n'

/** Writes a byte now and then, until the server has enough. @returns what it answers */
async function trickle(socket: Socket, byte: string): Promise<string> {
  const timer = setInterval(() => socket.write(byte), 20)
  socket.on('error', () => undefined) // a write after the server's close
  const answer = await text(socket).catch(() => '')
  clearInterval(timer)
  socket.destroy()
  return answer
}

async function sendWhole(): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${portOf(usual)}/v1/write/rum`, {
    method: 'POST',
    body: 'view f=1',
  })
  return response.status
}

async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('headers that trickle in are cut off with 408', async () => {
  const socket = await open(strict, 'POST /v1/write/rum HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  assert.match(await trickle(socket, 'x'), /^HTTP\/1\.1 408 /)
})

test('a body that trickles in is cut off with 408, and what it held is given back', async () => {
  const socket = await open(strict, `${HEAD.replace('8', '900')}\r\n`)
  assert.match(await trickle(socket, 'x'), /^HTTP\/1\.1 408 /)
  await until(() => strict.budget.held === 0)
})

test('five hundred connections that say nothing keep nobody out', async () => {
  const sockets = await Promise.all(Array.from({ length: 500 }, () => open(usual)))
  assert.equal(await sendWhole(), 200)
  for (const socket of sockets) {
    socket.destroy()
  }
})

test('connections that say nothing are closed', async () => {
  const sockets = await Promise.all(Array.from({ length: 500 }, () => open(strict)))
  await Promise.all(sockets.map((socket) => text(socket)))
  for (const socket of sockets) {
    socket.destroy()
  }
})

test('a connection that is idle after its request is closed', async () => {
  const socket = await open(strict, `${HEAD}\r\nview f=1`)
  assert.match(await text(socket), /^HTTP\/1\.1 \d+ /)
  socket.destroy()
})

test('a visitor who leaves in the middle of a body frees what it held', async () => {
  const socket = await open(usual, `${HEAD}\r\nview`)
  await until(() => usual.budget.held === 4)
  socket.resetAndDestroy()
  await until(() => usual.budget.held === 0)
  assert.equal(await sendWhole(), 200)
})

test('a half-open connection gets its answer; with half a request it is closed', async () => {
  const whole = await open(usual, `${HEAD}\r\nview f=1`)
  whole.end()
  assert.match(await text(whole), /^HTTP\/1\.1 200 /)
  const half = await open(usual, `${HEAD}\r\nview`)
  half.end()
  assert.doesNotMatch(await text(half), / 200 /)
})

test('a connection that does not read its answer is cut off', async () => {
  const accepted = once(strict.server.server, 'connection')
  const socket = await open(strict, 'GET /long HTTP/1.1\r\nHost: x\r\n\r\n')
  const [connection] = (await accepted) as [Socket]
  await once(connection, 'close')
  socket.destroy()
})
