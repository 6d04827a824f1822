import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClock } from './clock.ts'

test('no moment comes twice, however coarse the clock of the browser is', (t) => {
  t.mock.method(performance, 'now', () => 5)
  const { now, at } = createClock()
  const first = now()
  const second = now()

  assert.equal(first, at(5))
  assert.ok(second > first)
  assert.ok(second - first < 0.01)
})
