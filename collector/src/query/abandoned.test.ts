import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import test from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createServer } from '../http/createServer.ts'
import { declareAccess, requireRouteAccess } from '../http/routeAccess.ts'
import type { Asker } from '../store/fairQueue.ts'
import { QueueFull } from '../store/fairQueue.ts'
import type { QueryDeps } from './queryRoutes.ts'
import { registerQueries } from './queryRoutes.ts'

type Query = (asker: Asker | undefined) => Promise<never[]>

async function serve(
  query: Query,
  stopMs = 5000,
): Promise<{ server: FastifyInstance; port: number }> {
  const limits = { headersMs: 5000, requestMs: 5000, idleMs: 5000, checkMs: 1000, stuckMs: 5000 }
  const server = createServer('silent', [], { ...limits, stopMs })
  requireRouteAccess(server)
  declareAccess(server, 'public')
  const store = { query: (_sql: string, _values: unknown, asker?: Asker) => query(asker) }
  await registerQueries(server, {
    store: store as unknown as QueryDeps['store'],
    stacks: { addTo: async (events) => [...events] },
    documents: {} as QueryDeps['documents'],
    now: Date.now,
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return { server, port: (server.server.address() as AddressInfo).port }
}

/** An engine that ends a question only when nobody waits for it. */
const untilGone: Query = (asker) =>
  new Promise((_resolve, reject) => {
    asker?.signal?.addEventListener('abort', () => reject(asker.signal?.reason))
  })

for (const path of [
  '/api/sessions',
  '/api/events/facets?keys=env',
  '/api/events/export',
  '/api/releases',
]) {
  test(`a visitor who hangs up ends the question of ${path}`, async () => {
    let begin: (signal: AbortSignal | undefined) => void
    const begun = new Promise<AbortSignal | undefined>((resolve) => {
      begin = resolve
    })
    const { server, port } = await serve((asker) => {
      begin(asker?.signal)
      return untilGone(asker)
    })
    const socket = connect({ host: '127.0.0.1', port })
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    const signal = await begun
    assert.ok(signal)
    assert.equal(signal.aborted, false)
    const aborted = once(signal, 'abort')
    socket.destroy()
    await aborted
    await server.close()
  })
}

test('an answer that was read to its end aborts nothing', async () => {
  const signals: (AbortSignal | undefined)[] = []
  const { server, port } = await serve(async (asker) => {
    signals.push(asker?.signal)
    return []
  })
  for (let round = 0; round < 3; round++) {
    await (await fetch(`http://127.0.0.1:${port}/api/sessions`)).text()
  }
  await server.close()
  assert.deepEqual(
    signals.map((signal) => signal?.aborted),
    [false, false, false],
  )
})

test('a stop ends the questions that are not answered in time', async () => {
  const { server, port } = await serve(untilGone, 50)
  const socket = connect({ host: '127.0.0.1', port })
  socket.write('GET /api/sessions HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(server.server, 'request')
  await server.close()
  socket.destroy()
})

test('somebody with too many waiting questions is told to come back', async () => {
  const { server, port } = await serve(() => Promise.reject(new QueueFull('full')))
  const response = await fetch(`http://127.0.0.1:${port}/api/sessions`)
  const answer = (await response.json()) as { error_code: string }
  assert.deepEqual([response.status, answer.error_code], [503, 'rum.busy'])
  assert.equal(response.headers.get('retry-after'), '2')
  await server.close()
})
