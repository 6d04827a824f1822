import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWorthRetrying, toRetryDelay, toSearchMistake } from './panelState.ts'

const problem = { title: '', detail: '', status: 400, code: 'rum.badQuery' }

test('finds the place of a mistake that only the collector sees', () => {
  const detail = 'query, column 5: there is no key nam: did you mean name? (rum.badQuery)'
  assert.deepEqual(toSearchMistake({ ...problem, detail }), {
    at: 4,
    message: 'there is no key nam: did you mean name?',
  })
  assert.equal(toSearchMistake({ ...problem, code: 'rum.badRequest', detail }), undefined)
})

test('a query that met a limit is not tried again', () => {
  assert.ok(isWorthRetrying({ ...problem, status: 503, code: 'rum.busy' }))
  assert.ok(!isWorthRetrying({ ...problem, status: 503, code: 'rum.queryTooLarge' }))
  assert.ok(!isWorthRetrying({ ...problem, status: 400 }))
})

test('waits as long as the collector asks, else twice as long each time', () => {
  assert.equal(toRetryDelay(3, { ...problem, retryAfterMs: 2000 }), 2000)
  assert.deepEqual([toRetryDelay(0, problem), toRetryDelay(1, problem)], [500, 1000])
})
