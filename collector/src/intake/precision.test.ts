import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Precision } from './precision.ts'
import { isPrecision, PRECISIONS, toMilliseconds } from './precision.ts'

test('every precision of InfluxDB is known, and nothing else', () => {
  for (const name of ['ns', 'n', 'us', 'u', 'ms', 's', 'm', 'h']) {
    assert.ok(isPrecision(name), name)
  }
  for (const name of ['', 'MS', 'd', 'constructor', '__proto__', 'toString']) {
    assert.ok(!isPrecision(name), name)
  }
})

test('a whole millisecond in nanoseconds stays that millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1, max: 4_000_000_000_000 }), (ms) => {
      assert.equal(toMilliseconds(BigInt(ms) * 1_000_000n, 'ns'), ms)
      assert.equal(toMilliseconds(BigInt(ms) * 1_000n, 'us'), ms)
    }),
  )
})

test('parts of a millisecond are cut off towards the past', () => {
  assert.equal(toMilliseconds(1_999_999n, 'ns'), 1)
  assert.equal(toMilliseconds(-1n, 'ns'), -1)
  assert.equal(toMilliseconds(-1_000_000n, 'ns'), -1)
})

test('whatever the time, the result is a finite number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), (time) => {
      for (const precision of PRECISIONS as Precision[]) {
        assert.ok(Number.isFinite(toMilliseconds(time, precision)))
      }
    }),
  )
})
