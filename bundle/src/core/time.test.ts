import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from './time.ts'
import { elapsed, toNanoseconds } from './time.ts'

test('durations become whole nanoseconds', () => {
  assert.equal(toNanoseconds(1.5), 1_500_000)
  assert.equal(toNanoseconds(0.1 + 0.2), 300_000)
})

test('a duration is never negative, even if the clock was set back', () => {
  assert.equal(elapsed(10 as Timestamp, 25 as Timestamp), 15)
  assert.equal(elapsed(25 as Timestamp, 10 as Timestamp), 0)
})
