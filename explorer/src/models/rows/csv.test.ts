import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toCsv } from '../../../../collector/src/query/csv.ts'
import { toCsvLine } from './csv.ts'

test('quotes what a reader of CSV would split, and disarms formulas', () => {
  assert.equal(toCsvLine(['a', 1, '=b', undefined]), "a,1,'=b,\r\n")
  assert.equal(toCsvLine(['c, "d"', 'e\nf', -3, true]), '"c, ""d""","e\nf",-3,true\r\n')
})

test('writes the lines of the collector’s own files', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean())
  const text = fc.oneof(value, fc.constantFrom('=1+1', ' @x', '\t-2', '"', ',', '\r', '＝a', ''))
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (values) => {
      assert.equal(toCsvLine(values), toCsv([values]))
    }),
  )
})
