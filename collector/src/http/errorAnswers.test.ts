import assert from 'node:assert/strict'
import test from 'node:test'
import { createServer } from './createServer.ts'

async function answerTo(error: unknown): Promise<[status: number, code: string, retry: unknown]> {
  const server = createServer('silent')
  server.get('/', () => Promise.reject(error))
  const response = await server.inject({ url: '/' })
  await server.close()
  return [response.statusCode, response.json().error_code, response.headers['retry-after']]
}

const failure = (code: string, message = ''): Error => Object.assign(new Error(message), { code })

test('a store that is away, full or short of memory is a 503 that says when to come back', async () => {
  for (const error of [
    failure('ECONNREFUSED'),
    failure('ECONNRESET'),
    failure('ENOSPC'),
    new Error('Timeout error.'),
    new Error('socket hang up'),
    failure('243', 'Cannot reserve 1.00 MiB, not enough space'),
    failure('241'),
    failure('242'),
    new Error('Code: 243. DB::Exception: not enough space'),
  ]) {
    assert.deepEqual(await answerTo(error), [503, 'rum.storeFailed', '5'], String(error))
  }
})

test('a fault of the collector is a 500', async () => {
  for (const error of [new TypeError('x is no function'), failure('62'), failure('47')]) {
    assert.deepEqual(await answerTo(error), [500, 'rum.internal', undefined], String(error))
  }
})
