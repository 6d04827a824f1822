import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonForm } from './grantForm.ts'
import {
  findGrantProblems,
  listChoices,
  NEW_PERSON,
  toApplications,
  toPassword,
} from './grantForm.ts'

const ADA: PersonForm = {
  name: 'ada@example.com',
  role: 'viewer',
  isForAll: false,
  chosen: ['shop'],
  password: 'twelve chars',
}
const RULES = { taken: ['eve'], needsPassword: true }

test('a new person needs a free name, an application and a password of 12 characters', () => {
  assert.deepEqual(findGrantProblems(ADA, RULES), {})
  assert.deepEqual(findGrantProblems(NEW_PERSON, RULES), {
    name: 'nameBad',
    applications: 'applicationsMissing',
    password: 'passwordShort',
  })
  assert.deepEqual(findGrantProblems({ ...ADA, name: ' eve ' }, RULES), { name: 'nameTaken' })
  assert.deepEqual(findGrantProblems({ ...ADA, name: 'a b' }, RULES), { name: 'nameBad' })
})

test('a person who is changed keeps the password unless a long enough one is given', () => {
  assert.deepEqual(findGrantProblems({ ...ADA, password: '' }), {})
  assert.deepEqual(findGrantProblems({ ...ADA, password: 'short' }), { password: 'passwordShort' })
})

test('a grant for all applications needs no choice, and a grant for none is never sent', () => {
  const forAll = { ...ADA, isForAll: true, chosen: [] }
  assert.deepEqual(findGrantProblems(forAll), {})
  assert.equal(toApplications(forAll), 'all')
  assert.deepEqual(toApplications(ADA), ['shop'])
})

test('the choices are known and granted applications, each once and in order', () => {
  assert.deepEqual(listChoices(['shop', 'blog', 'shop'], ['old', 'blog']), ['blog', 'old', 'shop'])
})

test('a generated password has a letter or digit for each number', () => {
  const password = toPassword([0, 1, 53, 54, 2 ** 32 - 1])
  assert.match(password, /^[a-zA-Z2-9]{5}$/)
  assert.equal(password[0], password[3])
})
