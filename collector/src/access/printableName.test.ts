import assert from 'node:assert/strict'
import test from 'node:test'
import { toPrintableName } from './printableName.ts'

test('a name of letters of any language stays as it is', () => {
  for (const name of ['ada@example.com', 'Jürgen Groß', '王小明', 'محمد', 'O’Neil']) {
    assert.equal(toPrintableName(name), name)
  }
})

test('line ends, marks of direction and invisible characters are spelled out', () => {
  assert.equal(toPrintableName('ada\nadmin signed in'), 'ada\\u{a}admin signed in')
  assert.equal(toPrintableName('\u202enimda'), '\\u{202e}nimda')
  assert.equal(toPrintableName('ad\u200bmin'), 'ad\\u{200b}min')
  assert.equal(toPrintableName('a\u2028b\u2066c'), 'a\\u{2028}b\\u{2066}c')
})

test('a long name is cut', () => {
  assert.equal(toPrintableName('é'.repeat(1000)), 'é'.repeat(256))
})
