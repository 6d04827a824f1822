import assert from 'node:assert/strict'
import test from 'node:test'
import { toLinePath } from './linePath.ts'

test('a line goes through its values, with a gap where there is none', () => {
  const path = toLinePath([
    [0, 1],
    [1, 2],
    [2, undefined],
    [3, 4],
    [4, 5.123],
  ])
  assert.equal(path, 'M0 1L1 2M3 4L4 5.1')
})

test('a lone value is seen', () => {
  assert.equal(
    toLinePath([
      [1, undefined],
      [2, 3],
      [3, undefined],
    ]),
    'M2 3h1.5',
  )
  assert.equal(toLinePath([]), '')
})
