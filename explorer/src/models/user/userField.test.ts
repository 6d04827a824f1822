import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readUserTerm } from './userField.ts'
import { toUserTerm } from './userPageState.ts'

test('a term about one user names them', () => {
  for (const user of [
    '4711',
    'Ada Lovelace',
    'a "b" \\ c',
    'ada@example.com',
    '王芳',
    'a*b',
    '(x)',
  ]) {
    assert.equal(readUserTerm(toUserTerm(user)), user)
  }
  assert.equal(readUserTerm('userid:4711'), '4711')
  assert.equal(readUserTerm('user_email:"ada@example.com"'), 'ada@example.com')
})

test('a term about something else, or about several users, names none', () => {
  for (const term of [
    'env:prod',
    'user:a*',
    'user:(a OR b)',
    'userid:>5',
    'user:"a',
    'has:userid',
    '4711',
  ]) {
    assert.equal(readUserTerm(term), undefined, term)
  }
})
