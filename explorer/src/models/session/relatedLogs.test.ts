import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvent } from '../event.testkit.ts'
import { parseSearch } from '../search/parseSearch.ts'
import { orderLogs, toggleStatus, toLogQuery } from './relatedLogs.ts'

const link = { term: 'view_id:"v 1"' }

test('the search for related logs holds the scope, the text as typed and the chosen levels', () => {
  const plain = toLogQuery(link, { text: '  ', statuses: [] })
  assert.equal(plain, 'view_id:"v 1"')
  const query = toLogQuery(link, { text: 'card "x" OR (', statuses: ['error', 'my level'] })
  assert.equal(query, 'view_id:"v 1" "card \\"x\\" OR (" status:(error OR "my level")')
  assert.equal(parseSearch(query).problem, undefined)
})

test('the oldest logs come first on demand', () => {
  const logs = ['b', 'a'].map((event_id) => createEvent({ type: 'log', event_id }))
  const toIds = (order: 'newest' | 'oldest') =>
    orderLogs(logs as never, order).map(({ event_id }) => event_id)
  assert.deepEqual(
    [toIds('newest'), toIds('oldest')],
    [
      ['b', 'a'],
      ['a', 'b'],
    ],
  )
})

test('a level is chosen, then no longer', () => {
  assert.deepEqual(toggleStatus(toggleStatus(['warning'], 'error'), 'warning'), ['error'])
})
