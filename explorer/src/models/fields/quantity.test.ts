import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseQuantity, printQuantity } from './quantity.ts'

test('quantities have the units of the search', () => {
  assert.equal(parseQuantity('2s', 'duration'), 2e9)
  assert.equal(parseQuantity('1.5 min', 'duration'), 90e9)
  assert.equal(parseQuantity('250', 'duration'), 250)
  assert.equal(parseQuantity('10KB', 'bytes'), 10_000)
  assert.equal(parseQuantity('0.25', 'score'), 0.25)
  for (const text of ['', 'x', '2 parsecs', '5s TO 6s', 'NaN', '1e999']) {
    assert.equal(parseQuantity(text, 'duration'), undefined, text)
  }
  assert.equal(parseQuantity('2s', 'count'), undefined)
})

test('a quantity is printed with its largest whole unit, and read back exactly', () => {
  assert.equal(printQuantity(90e9, 'duration'), '90s')
  assert.equal(printQuantity(7200e9, 'duration'), '2h')
  assert.equal(printQuantity(0, 'duration'), '0')
  assert.equal(printQuantity(1500, 'bytes'), '1500')
  assert.equal(printQuantity(0.25, 'score'), '0.25')
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('duration', 'bytes', 'count'), (value, kind) =>
      assert.equal(parseQuantity(printQuantity(value, kind as 'count'), kind as 'count'), value),
    ),
  )
})
