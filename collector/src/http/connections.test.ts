import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import test from 'node:test'
import type { FastifyInstance } from 'fastify'
import { registerIntake } from '../intake/intakeRoutes.ts'
import { createBodyBudget } from '../intake/readBody.ts'
import { createServer } from './createServer.ts'

const limits = { headersMs: 300, requestMs: 500, idleMs: 200, checkMs: 50 }
const budget = createBodyBudget(1000)
let server: FastifyInstance
let port: number

test.before(async () => {
  server = createServer('silent', [], limits)
  registerIntake(server, {
    intake: { admit: () => undefined, accept: async () => undefined },
    budget,
    countRefusal: () => undefined,
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  port = (server.server.address() as AddressInfo).port
})
test.after(() => server.close())

async function open(sent = ''): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
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
  const response = await fetch(`http://127.0.0.1:${port}/v1/write/rum`, {
    method: 'POST',
    body: 'view f=1',
  })
  return response.status
}

test('headers that trickle in are cut off with 408', async () => {
  const socket = await open('POST /v1/write/rum HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  assert.match(await trickle(socket, 'x'), /^HTTP\/1\.1 408 /)
})

test('a body that trickles in is cut off with 408, and what it held is given back', async () => {
  const socket = await open(`${HEAD.replace('8', '900')}\r\n`)
  assert.match(await trickle(socket, 'x'), /^HTTP\/1\.1 408 /)
  assert.equal(await sendWhole(), 200)
  assert.equal(budget.held, 0)
})

test('a connection that says nothing is closed', async () => {
  const socket = await open()
  await text(socket)
  socket.destroy()
})

test('a connection is kept between two requests, and closed when it stays idle', async () => {
  const socket = await open(`${HEAD}\r\nview f=1`)
  await once(socket, 'data')
  socket.write(`${HEAD}\r\nview f=1`)
  const answer = await text(socket)
  assert.match(answer, /HTTP\/1\.1 200 /)
  socket.destroy()
})

async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a visitor who leaves in the middle of a body frees what it held', async () => {
  const socket = await open(`${HEAD}\r\nview`)
  await until(() => budget.held === 4)
  socket.resetAndDestroy()
  await until(() => budget.held === 0)
  assert.equal(await sendWhole(), 200)
})

test('a half-open connection gets its answer; with half a request it is closed', async () => {
  const whole = await open(`${HEAD}\r\nview f=1`)
  whole.end()
  assert.match(await text(whole), /^HTTP\/1\.1 200 /)
  const half = await open(`${HEAD}\r\nview`)
  half.end()
  assert.doesNotMatch(await text(half), / 200 /)
})

test('five hundred idle connections keep nobody out, and are closed', async () => {
  const sockets = await Promise.all(Array.from({ length: 500 }, () => open()))
  assert.equal(await sendWhole(), 200)
  await Promise.all(sockets.map((socket) => text(socket)))
  for (const socket of sockets) {
    socket.destroy()
  }
})
