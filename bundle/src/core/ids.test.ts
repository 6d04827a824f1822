import assert from 'node:assert/strict'
import test from 'node:test'
import { createHexId, createUuid } from './ids.ts'

const made = Array.from({ length: 5000 }, createUuid)

test('an id is a version 4 UUID', () => {
  for (const id of made) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }
})

test('no two ids are the same', () => {
  assert.equal(new Set(made).size, made.length)
})

test('every variable digit takes all of its values', () => {
  for (let place = 0; place < 36; place++) {
    const digits = new Set(made.map((id) => id[place]))
    const expected = { 8: 1, 13: 1, 14: 1, 18: 1, 19: 4, 23: 1 }[place] ?? 16
    assert.equal(digits.size, expected, `place ${place}`)
  }
})

test('a hex id has two digits for each byte, even with an `Array.from` that ignores the mapping', (t) => {
  t.mock.method(Array, 'from', (list: ArrayLike<unknown>) => Array.prototype.slice.call(list))
  assert.match(createHexId(16), /^[0-9a-f]{32}$/)
})
