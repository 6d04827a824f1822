import assert from 'node:assert/strict'
import { test } from 'node:test'
import { computeNextRow } from './listFocus.ts'

test('keys move through the list and stop at its ends', () => {
  const cases: [key: string, from: number, to: number | undefined][] = [
    ['ArrowDown', 1, 2],
    ['j', 1, 2],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 1, 0],
    ['k', 0, 0],
    ['PageDown', 1, 5],
    ['PageDown', 8, 9],
    ['PageUp', 3, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['Enter', 5, undefined],
  ]
  for (const [key, from, to] of cases) {
    assert.equal(computeNextRow(key, from, { count: 10, pageRows: 4 }), to, `${key} ${from}`)
  }
})
