import assert from 'node:assert/strict'
import test from 'node:test'
import { toChange, toDisappearance, toInterval } from './change.ts'
import { MEASURES } from './measures.ts'

const { crash_free_sessions: rate, crashed, adoption, errors } = MEASURES

test('a clear difference of shares is better or worse by its direction', () => {
  const now = { part: 900, whole: 1000 }
  const before = { part: 990, whole: 1000 }
  const fell = toChange(rate, now, before)
  assert.deepEqual([fell?.direction, fell?.verdict, fell?.unit], ['down', 'worse', 'points'])
  assert.ok(Math.abs((fell?.by ?? 0) + 0.09) < 1e-9)
  assert.equal(toChange(rate, before, now)?.verdict, 'better')
  assert.equal(toChange(crashed, now, before)?.verdict, 'better', 'fewer crashes')
})

test('a difference that chance alone may make is unclear', () => {
  const few = toChange(rate, { part: 9, whole: 10 }, { part: 99, whole: 100 })
  assert.deepEqual([few?.direction, few?.verdict], ['down', 'unclear'])
  const equal = toChange(rate, { part: 9, whole: 10 }, { part: 9, whole: 10 })
  assert.deepEqual([equal?.direction, equal?.verdict], ['same', 'unclear'])
})

test('a number without a better direction, or without an interval, is neutral', () => {
  const shares = [
    { part: 1, whole: 10 },
    { part: 900, whole: 1000 },
  ] as const
  assert.equal(toChange(adoption, ...shares)?.verdict, 'neutral')
  const ratio = toChange(errors, 0.3, 0.1)
  assert.deepEqual([ratio?.verdict, ratio?.unit, ratio?.direction], ['neutral', 'percent', 'up'])
  assert.ok(Math.abs((ratio?.by ?? 0) - 2) < 1e-9)
})

test('an unknown number, or a ratio to nothing, is no difference', () => {
  assert.equal(toChange(rate, undefined, { part: 1, whole: 2 }), undefined)
  assert.equal(toChange(errors, 0.3, 0), undefined)
})

test('the interval is that of Agresti and Caffo', () => {
  // p = 10/12 and 5/12, each with n + 2 = 12.
  const [low, high] = toInterval({ part: 9, whole: 10 }, { part: 4, whole: 10 })
  const margin = 1.96 * Math.sqrt(((10 / 12) * (2 / 12)) / 12 + ((5 / 12) * (7 / 12)) / 12)
  assert.ok(Math.abs(low - (5 / 12 - margin)) < 1e-12)
  assert.ok(Math.abs(high - (5 / 12 + margin)) < 1e-12)
})

test('an error that is gone is fixed only if three sessions would have it', () => {
  assert.deepEqual(toDisappearance(30, 1000, 100), { expected: 3, isFixed: true })
  assert.equal(toDisappearance(29, 1000, 100).isFixed, false)
  assert.deepEqual(toDisappearance(1, 0, 100), { expected: 0, isFixed: false })
})
