import assert from 'node:assert/strict'
import test from 'node:test'
import { toNiceTicks } from './niceTicks.ts'

const CASES: readonly (readonly [most: number, ticks: readonly number[]])[] = [
  [10, [0, 5, 10]],
  [11, [0, 5, 10, 15]],
  [3, [0, 1, 2, 3]],
  [0.9, [0, 0.5, 1]],
  [2.7e9, [0, 1e9, 2e9, 3e9]],
  [1234, [0, 500, 1000, 1500]],
  [0, [0, 1]],
  [Number.NaN, [0, 1]],
]

for (const [most, ticks] of CASES) {
  test(`an axis up to ${most} has round values`, () =>
    assert.deepEqual(toNiceTicks(most, 3), ticks))
}
