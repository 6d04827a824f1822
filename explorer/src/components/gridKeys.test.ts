import assert from 'node:assert/strict'
import { test } from 'node:test'
import { computeNextCell } from './gridKeys.ts'

const size = { rows: 10, columns: 4, pageRows: 5 }
const press = (key: string, row: number, column: number, more = {}) =>
  computeNextCell(
    { key, ctrlKey: false, metaKey: false, altKey: false, ...more },
    { row, column },
    size,
  )

test('the arrow keys, j, k, h and l move one cell and stop at the edges', () => {
  assert.deepEqual(press('ArrowDown', 0, 2), { row: 1, column: 2 })
  assert.deepEqual(press('j', 9, 2), { row: 9, column: 2 })
  assert.deepEqual(press('k', 0, 2), { row: 0, column: 2 })
  assert.deepEqual(press('ArrowRight', 0, 3), { row: 0, column: 3 })
  assert.deepEqual(press('h', 3, 1), { row: 3, column: 0 })
})

test('Page keys move by a page, Home and End inside the row, with Control to the corners', () => {
  assert.deepEqual(press('PageDown', 7, 1), { row: 9, column: 1 })
  assert.deepEqual(press('PageUp', 7, 1), { row: 2, column: 1 })
  assert.deepEqual(press('End', 7, 1), { row: 7, column: 3 })
  assert.deepEqual(press('Home', 7, 1, { ctrlKey: true }), { row: 0, column: 0 })
  assert.deepEqual(press('End', 7, 1, { ctrlKey: true }), { row: 9, column: 3 })
})

test('shortcuts of the browser and other keys are left alone', () => {
  assert.equal(press('ArrowLeft', 1, 1, { altKey: true }), undefined)
  assert.equal(press('j', 1, 1, { metaKey: true }), undefined)
  assert.equal(press('j', 1, 1, { ctrlKey: true }), undefined)
  assert.equal(press('x', 1, 1), undefined)
})
