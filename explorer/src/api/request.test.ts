import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getJson, toProblem, toSearch } from './request.ts'

const abort = new AbortController().signal

async function readProblem(answer: () => Response, signal = abort) {
  const before = globalThis.fetch
  globalThis.fetch = async () => answer()
  try {
    await getJson('/api/sessions', { params: {}, abort: signal })
    return undefined
  } catch (error) {
    return toProblem(error)
  } finally {
    globalThis.fetch = before
  }
}

test('omits parameters without a value', () => {
  assert.equal(toSearch({ a: undefined, b: '', c: 0, d: 'x y' }), '?c=0&d=x+y')
  assert.equal(toSearch({}), '')
})

test('shows the collector’s message and error code', async () => {
  const body = { error_code: 'bad_cursor', message: 'The cursor is not one of ours.' }
  const problem = await readProblem(() => Response.json(body, { status: 400 }))
  assert.deepEqual(problem, {
    kind: 'refused',
    detail: 'The cursor is not one of ours. (bad_cursor)',
    status: 400,
    code: 'bad_cursor',
  })
})

test('reads how long the collector asks to wait', async () => {
  const body = { error_code: 'rum.busy', message: '100 of your questions wait already.' }
  const init = { status: 503, headers: { 'retry-after': '2' } }
  const problem = await readProblem(() => Response.json(body, init))
  assert.deepEqual([problem?.code, problem?.retryAfterMs], ['rum.busy', 2000])
  const past = { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' } }
  const asDate = await readProblem(() => new Response('', past))
  assert.equal(asDate?.retryAfterMs, 0)
})

test('distinguishes a missing right, a missing thing and a failure', async () => {
  const cases = [
    [403, 'forbidden'],
    [404, 'notFound'],
    [500, 'failed'],
  ] as const
  for (const [status, kind] of cases) {
    const problem = await readProblem(() => new Response('', { status }))
    assert.equal(problem?.kind, kind)
  }
})

test('shows the status if a proxy answered instead', async () => {
  const problem = await readProblem(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  assert.equal(problem?.detail, 'It answered with status 502.')
})

test('reports that the collector cannot be reached if no answer arrives', async () => {
  const problem = await readProblem(() => {
    throw new TypeError('fetch failed')
  })
  assert.equal(problem?.kind, 'unreachable')
})

test('reports an unreadable answer if it is not JSON', async () => {
  const problem = await readProblem(() => new Response('<!doctype html>'))
  assert.equal(problem?.kind, 'unreadable')
})
