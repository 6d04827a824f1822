import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { byteLength, cutToBytes } from './text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 30 })

test('counts the bytes of the UTF-8 form', () => {
  const rows = [
    ['', 0],
    ['abc', 3],
    ['é', 2],
    ['€', 3],
    ['😀', 4],
    ['\ud800', 3], // as U+FFFD
  ] as const
  for (const [text, bytes] of rows) {
    assert.equal(byteLength(text), bytes, text)
  }
})

test('cuts at a character boundary, never inside one', () => {
  const rows = [
    ['abcdef', 3, 'abc'],
    ['éé', 3, 'é'],
    ['a😀b', 4, 'a'],
    ['a😀b', 5, 'a😀'],
    ['€', 2, ''],
    ['anything', 0, ''],
  ] as const
  for (const [text, bytes, cut] of rows) {
    assert.equal(cutToBytes(text, bytes), cut)
  }
})

test('the cut is the longest prefix that fits', () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), (text, bytes) => {
      const cut = cutToBytes(text, bytes)
      assert.ok(text.startsWith(cut))
      assert.ok(Buffer.byteLength(cut) <= bytes)
      const [next = ''] = text.slice(cut.length)
      assert.ok(next === '' || Buffer.byteLength(cut + next) > bytes)
    }),
    { numRuns: 2000 },
  )
})

test('text that fits is unchanged', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(cutToBytes(text, Buffer.byteLength(text)), text)
    }),
  )
})
