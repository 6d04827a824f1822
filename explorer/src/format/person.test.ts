import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toPersonText } from './person.ts'

test('names a person by the best that is known and notes the rest', () => {
  const ada = { userid: 'u_1', user_name: 'Ada', user_email: 'ada@example.com' }
  assert.deepEqual(toPersonText(ada), {
    label: 'Ada',
    note: 'ada@example.com · u_1',
    isAnonymous: false,
  })
})

test('says the same thing once', () => {
  const same = { userid: 'ada@example.com', user_name: '', user_email: 'ada@example.com' }
  assert.deepEqual(toPersonText(same), { label: 'ada@example.com', note: '', isAnonymous: false })
})

test('calls nobody anonymous', () => {
  const nobody = { userid: '', user_name: '', user_email: '' }
  assert.deepEqual(toPersonText(nobody), { label: 'Anonymous', note: '', isAnonymous: true })
})
