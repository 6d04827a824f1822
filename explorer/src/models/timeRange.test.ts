import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findWindowProblem, toWindow } from './timeRange.ts'

test('a preset ends at the present time', () => {
  assert.deepEqual(toWindow({ preset: '1h' }, 7_200_000), { from: 3_600_000, to: 7_200_000 })
})

test('fixed times are unchanged', () => {
  assert.deepEqual(toWindow({ from: 1, to: 2 }, 99), { from: 1, to: 2 })
})

test('explains why two times are not a valid range', () => {
  assert.equal(findWindowProblem({ from: 1, to: 2 }), undefined)
  assert.match(findWindowProblem({ from: 2, to: 2 }) ?? '', /before/)
  assert.match(findWindowProblem({ from: Number.NaN, to: 2 }) ?? '', /both/)
})
