import assert from 'node:assert/strict'
import test from 'node:test'
import type { RateLimit } from './rateLimit.ts'
import { createRateLimit } from './rateLimit.ts'

/** Ten a second, thirty at once. */
function limitAt(clock: { ms: number }, maxKeys = 10): RateLimit {
  return createRateLimit({ perSecond: 10, burst: 30, maxKeys, now: () => clock.ms })
}

test('a key may spend its burst at once, then is told when to come back', () => {
  const clock = { ms: 0 }
  const limit = limitAt(clock)
  for (let request = 0; request < 30; request++) {
    assert.equal(limit.spend('a', 1), 0)
  }
  assert.equal(limit.spend('a', 1), 1)
  assert.equal(limit.spend('b', 1), 0, 'another key has a burst of its own')
  clock.ms = 500
  for (let request = 0; request < 5; request++) {
    assert.equal(limit.spend('a', 1), 0)
  }
  assert.equal(limit.spend('a', 1), 1)
})

test('a cost beyond the burst passes once, and is paid by waiting', () => {
  const clock = { ms: 0 }
  const limit = limitAt(clock)
  assert.equal(limit.spend('a', 100), 0)
  assert.equal(limit.spend('a', 1), 7)
  clock.ms = 7001
  assert.equal(limit.spend('a', 1), 0)
})

test('a refused request costs nothing, however often it comes', () => {
  const clock = { ms: 0 }
  const limit = limitAt(clock)
  limit.spend('a', 30)
  for (let request = 0; request < 1000; request++) {
    limit.spend('a', 1)
  }
  clock.ms = 101
  assert.equal(limit.spend('a', 1), 0)
})

test('the number of keys is bounded, and the one quiet for longest is forgotten', () => {
  const limit = limitAt({ ms: 0 }, 2)
  limit.spend('a', 30)
  limit.spend('b', 30)
  limit.spend('c', 30)
  assert.equal(limit.spend('b', 1), 1)
  assert.equal(limit.spend('a', 1), 0)
})

test('a key that must have one left waits for that, and asking costs nothing', () => {
  const clock = { ms: 0 }
  const limit = limitAt(clock)
  limit.take('a', 29)
  assert.equal(limit.secondsUntil('a', 1), 0)
  limit.take('a', 1)
  assert.equal(limit.secondsUntil('a', 1), 1)
  clock.ms = 99
  assert.equal(limit.secondsUntil('a', 1), 1)
  clock.ms = 100
  assert.equal(limit.secondsUntil('a', 1), 0)
})
