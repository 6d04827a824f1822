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

test('leaves out what is not given', () => {
  assert.equal(toSearch({ a: undefined, b: '', c: 0, d: 'x y' }), '?c=0&d=x+y')
  assert.equal(toSearch({}), '')
})

test('tells the collector’s own words', async () => {
  const body = { error_code: 'bad_cursor', message: 'The cursor is not one of ours.' }
  const problem = await readProblem(() => Response.json(body, { status: 400 }))
  assert.deepEqual(problem, {
    title: 'The collector refused the request.',
    detail: 'The cursor is not one of ours. (bad_cursor)',
    status: 400,
  })
})

test('tells the status where a proxy answered instead', async () => {
  const problem = await readProblem(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  assert.equal(problem?.detail, 'It answered with status 502.')
})

test('says so when no answer comes', async () => {
  const problem = await readProblem(() => {
    throw new TypeError('fetch failed')
  })
  assert.equal(problem?.title, 'The collector cannot be reached.')
})

test('says so when the answer is not JSON', async () => {
  const problem = await readProblem(() => new Response('<!doctype html>'))
  assert.equal(problem?.title, 'The collector’s answer cannot be read.')
})
