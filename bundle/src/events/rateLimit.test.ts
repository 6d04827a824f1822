import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import { createRateLimit } from './rateLimit.ts'
import type { AssembledEvent } from './rawEvent.ts'

function event(measurement: AssembledEvent['measurement']): AssembledEvent {
  return { measurement, time: 0 as Timestamp, tags: {}, fields: {}, context: {} }
}

test('of a minute 3,000 errors, 3,000 actions and 3,000 logs pass, and the next event tells how many did not', () => {
  let now = 0
  const passes = createRateLimit(() => now as Timestamp)
  const countPassing = (measurement: AssembledEvent['measurement'], count: number) =>
    Array.from({ length: count }, () => passes(event(measurement))).filter(Boolean).length

  assert.equal(countPassing('error', 3002), 3000)
  assert.equal(countPassing('view', 4000), 4000)
  assert.equal(countPassing('action', 3000), 3000)
  assert.equal(countPassing('log', 3000), 3000)
  assert.equal(countPassing('error', 1), 0)
  const view = event('view')
  passes(view)
  assert.equal(view.fields['dropped_rate'], undefined)
  now = 60_000
  const first = event('error')
  assert.equal(passes(first), true)
  assert.equal(first.fields['dropped_rate'], 1)
  const second = event('error')
  passes(second)
  assert.equal(second.fields['dropped_rate'], undefined)
})
