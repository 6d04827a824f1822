import assert from 'node:assert/strict'
import test from 'node:test'
import { readCauses } from './errorCauses.ts'

test('causes are read from JSON, and nothing else breaks the page', () => {
  assert.deepEqual(readCauses('[{"type":"E","message":"m","stack":"s"}]'), [
    { type: 'E', message: 'm', stack: 's' },
  ])
  assert.deepEqual(readCauses('[null,{"message":5}]'), [
    { type: '', message: '', stack: '' },
    { type: '', message: '', stack: '' },
  ])
  for (const value of [undefined, '', 'x', '{}', 'null', '[{"mess…']) {
    assert.deepEqual(readCauses(value), [], String(value))
  }
})
