import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { createClock } from './clock.ts'

const HOUR = 3_600_000

test('no moment comes twice, however coarse the clock of the browser is', (t) => {
  t.mock.method(performance, 'now', () => 5)
  const { now, at } = createClock()
  const first = now()
  const second = now()

  assert.equal(first, at(5))
  assert.ok(second > first)
  assert.ok(second - first < 0.01)
})

/** A clock whose two sources the test moves. */
function startClock(t: TestContext) {
  const origin = performance.timeOrigin
  const source = { monotonic: 1000, wall: origin + 1000 }
  t.mock.method(performance, 'now', () => source.monotonic)
  t.mock.method(Date, 'now', () => source.wall)
  const clock = createClock()
  return {
    clock,
    origin,
    pass(monotonic: number, wall = monotonic) {
      source.monotonic += monotonic
      source.wall += wall
    },
  }
}

test('events after a sleep, in which the monotonic clock stood still, are dated by the wall clock', (t) => {
  const { clock, origin, pass } = startClock(t)
  clock.now()
  pass(500)
  const before = clock.now()
  pass(10, 5 * HOUR)
  assert.ok(Math.abs(clock.now() - (origin + 1500 + 5 * HOUR)) < 1)
  assert.ok(Math.abs(clock.drift() - (5 * HOUR - 10)) < 1)
  assert.ok(
    Math.abs(clock.at(1505) - (origin + 1495 + 5 * HOUR)) < 1,
    'an event before the first look',
  )
  assert.equal(clock.at(1400), origin + 1400, 'an entry of before the sleep')
  assert.ok(before < clock.now())
})

test('two sleeps add up, and each time keeps the drift of its own time', (t) => {
  const { clock, origin, pass } = startClock(t)
  clock.now()
  pass(100, HOUR)
  clock.now()
  pass(100)
  clock.now()
  pass(100, HOUR)
  clock.now()
  assert.ok(Math.abs(clock.now() - (origin + 1100 + 2 * HOUR)) < 1)
  assert.ok(Math.abs(clock.at(1150) - (origin + 1050 + HOUR)) < 1)
})

test('a wall clock that is set back keeps the order of a page', (t) => {
  const { clock, pass } = startClock(t)
  const before = clock.now()
  pass(100, -HOUR)
  const after = clock.now()
  assert.ok(after > before && after - before < 1)
  pass(2 * HOUR)
  assert.ok(Math.abs(clock.now() - clock.wall()) < 1)
})

test('a wall clock that runs less than a second apart moves nothing', (t) => {
  const { clock, origin, pass } = startClock(t)
  clock.now()
  pass(100, 1000)
  assert.ok(clock.now() - (origin + 1100) < 1)
  assert.equal(clock.drift(), 0)
})
