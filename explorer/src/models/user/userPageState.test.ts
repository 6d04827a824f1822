import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseUserPageState, toUserSearch, toUserTerm } from './userPageState.ts'

test('the address holds the application and the range; a month is the default', () => {
  for (const search of ['', '?app_id=shop', '?app_id=shop&range=7d', '?range=90d']) {
    assert.equal(toUserSearch(parseUserPageState(search)), search)
  }
  assert.equal(toUserSearch(parseUserPageState('?range=30d')), '')
})

test('a part of the address that makes no sense is the default', () => {
  for (const search of ['?range=1000d', '?range=7', '?range=', '?app_id=']) {
    assert.deepEqual(parseUserPageState(search), { appId: undefined, days: 30 })
  }
})

test('the term is quoted wherever the grammar would read more than a text', () => {
  assert.equal(toUserTerm('4711'), 'user:4711')
  assert.equal(toUserTerm('Ada Lovelace'), 'user:"Ada Lovelace"')
  assert.equal(toUserTerm('a" OR env:*'), 'user:"a\\" OR env:*"')
})
