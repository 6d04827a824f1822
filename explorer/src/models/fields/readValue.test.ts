import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionSummary } from '../../../../protocol/query.ts'
import { createEvent } from '../event.testkit.ts'
import { FIELD_INDEX } from './fieldIndex.ts'
import {
  findProperties,
  readEventValue,
  readGroupValue,
  readSessionValue,
  toProperties,
} from './readValue.ts'

const error = createEvent({
  type: 'error',
  error_message: 'x is not defined',
  error_type: 'ReferenceError',
  view_url: '/a',
  attributes: { env: 'prod', plan: 'pro', 'any name': 3, time_spent: 5, status: 'paid' },
})

test('reads an event under wire names, whatever key the answer has', () => {
  assert.equal(readEventValue(error, 'error_message'), 'x is not defined')
  assert.equal(readEventValue(error, 'error_type'), 'ReferenceError')
  assert.equal(readEventValue(error, 'view_url'), '/a')
  assert.equal(readEventValue(error, 'env'), 'prod')
  assert.equal(readEventValue(error, '@plan'), 'pro')
  assert.equal(readEventValue(error, '@any name'), 3)
  assert.equal(readEventValue(error, 'resource_url'), undefined)
  assert.equal(readEventValue(error, 'constructor'), undefined)
})

test('reads a vital of a group as its 75th percentile', () => {
  assert.equal(readGroupValue({ lcp: { count: 1, p75: 7 } }, 'lcp'), 7)
  assert.equal(readGroupValue({ versions: ['1', '2'] }, 'versions'), '["1","2"]')
})

test('lists known properties before custom ones, each with the key that filters by it', () => {
  const custom = toProperties(error, FIELD_INDEX)
    .filter(({ isCustom }) => isCustom)
    .map(({ key, value }) => [key, value])
  assert.deepEqual(custom, [
    ['@any name', 3],
    ['@plan', 'pro'],
    ['@status', 'paid'],
  ])
})

test('finds properties by name and by value', () => {
  const properties = toProperties(error, FIELD_INDEX)
  const find = (text: string) => findProperties(properties, text).map(({ name }) => name)
  assert.deepEqual(find('PLAN'), ['plan'])
  assert.deepEqual(find('not defined'), ['error_message'])
})

test('reads a user as the name, else the email, else the id', () => {
  const user = (attributes: Record<string, string>) =>
    readEventValue(createEvent({ attributes }), 'user')
  assert.equal(user({ user_name: 'Ada', userid: '1' }), 'Ada')
  assert.equal(user({ user_email: 'a@b.c', userid: '1' }), 'a@b.c')
  assert.equal(user({}), undefined)
})

test('a vital of a group is its 75th percentile, and absent if no view has it', () => {
  const shares = { good: 0, needs_improvement: 0, poor: 0 }
  assert.equal(readGroupValue({ lcp: { count: 2, p75: 5, ...shares } }, 'lcp'), 5)
  assert.equal(readGroupValue({ lcp: { count: 0, p75: 0, ...shares } }, 'lcp'), undefined)
})

test('reads the first and the last view of a session by their parts', () => {
  const view = { id: 'v', url: 'https://a.example/cart', path: '/cart', name: '' }
  const session = { session_first_view: view, userid: 'u1', user_name: '' } as SessionSummary
  assert.equal(readSessionValue(session, 'session_first_view_path'), '/cart')
  assert.equal(readSessionValue(session, 'user'), 'u1')
  assert.equal(readSessionValue(session, 'toString'), undefined)
})
