import assert from 'node:assert/strict'
import { test } from 'node:test'
import { computeNextRow } from './rovingFocus.ts'

test('arrow keys move by one row and stop at the ends', () => {
  assert.equal(computeNextRow('ArrowDown', 0, 3), 1)
  assert.equal(computeNextRow('ArrowDown', 2, 3), 2)
  assert.equal(computeNextRow('ArrowUp', 0, 3), 0)
})

test('Home and End move to the first and last row', () => {
  assert.equal(computeNextRow('Home', 2, 3), 0)
  assert.equal(computeNextRow('End', 0, 3), 2)
})

test('other keys do not move the focus', () => {
  assert.equal(computeNextRow('PageDown', 0, 3), undefined)
})
