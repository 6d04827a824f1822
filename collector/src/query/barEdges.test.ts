import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BarScale } from './barEdges.ts'
import { toBarEdges } from './barEdges.ts'

const SECOND = 1e9

test('edges rise, hold every value, and make no more bars than asked for', () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 50 }),
    fc.double({ min: 0, max: 1e15, noNaN: true }),
  )
  const kind = fc.constantFrom('whole', 'duration', 'fraction') as fc.Arbitrary<BarScale>
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 5 }),
      kind,
      fc.integer({ min: 1, max: 100 }),
      (values, of, bars) => {
        const whole = of === 'fraction' ? values : values.map(Math.round)
        const positive = whole.filter((one) => one > 0)
        const low = Math.min(...whole)
        const high = Math.max(...whole)
        const lowAboveZero = positive.length > 0 ? Math.min(...positive) : 0
        const edges = toBarEdges({ low, lowAboveZero, high }, of, bars)
        assert.ok(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] as number)))
        assert.ok((edges[0] as number) <= low && (edges.at(-1) as number) > high)
        assert.ok(edges.length - 1 <= Math.max(bars, 2), `${edges.length - 1} bars`)
      },
    ),
  )
})

test('few whole numbers have a bar each', () => {
  assert.deepEqual(
    toBarEdges({ low: 0, lowAboveZero: 1, high: 5 }, 'whole', 24),
    [0, 1, 2, 3, 4, 5, 6],
  )
})

test('durations over several powers of ten have edges that a clock shows', () => {
  const extent = { low: 0, lowAboveZero: SECOND / 2, high: 3600 * SECOND }
  assert.deepEqual(
    toBarEdges(extent, 'duration', 24).map((ns) => ns / SECOND),
    [0, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200],
  )
})

test('one value has one bar', () => {
  assert.deepEqual(toBarEdges({ low: 0.5, lowAboveZero: 0.5, high: 0.5 }, 'fraction', 24), [0, 1])
  assert.deepEqual(toBarEdges({ low: 0, lowAboveZero: 0, high: 0 }, 'fraction', 24), [0, 1])
})
