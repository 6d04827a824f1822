import assert from 'node:assert/strict'
import test from 'node:test'
import { nanosecondsBetween, toNanoseconds } from './time.ts'

test('durations become whole nanoseconds', () => {
  assert.equal(toNanoseconds(1.5), 1_500_000)
  assert.equal(toNanoseconds(0.1 + 0.2), 300_000)
})

test('a duration is never negative, even if the clock was set back', () => {
  assert.equal(nanosecondsBetween(10, 25), 15_000_000)
  assert.equal(nanosecondsBetween(25, 10), 0)
  assert.equal(nanosecondsBetween(undefined, 1), 1_000_000)
})
