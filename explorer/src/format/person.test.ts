import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toPersonText } from './person.ts'

test('uses the best known name as the label and the rest as a note', () => {
  const ada = { userid: 'u_1', user_name: 'Ada', user_email: 'ada@example.com' }
  assert.deepEqual(toPersonText(ada), {
    label: 'Ada',
    note: 'ada@example.com · u_1',
    isAnonymous: false,
  })
})

test('omits duplicate values', () => {
  const same = { userid: 'ada@example.com', user_name: '', user_email: 'ada@example.com' }
  assert.deepEqual(toPersonText(same), { label: 'ada@example.com', note: '', isAnonymous: false })
})

test('labels a session without a user as anonymous', () => {
  const nobody = { userid: '', user_name: '', user_email: '' }
  assert.deepEqual(toPersonText(nobody), { label: 'Anonymous', note: '', isAnonymous: true })
})
