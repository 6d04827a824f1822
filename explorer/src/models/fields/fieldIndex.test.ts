import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveKey } from '../../../../collector/src/search/eventSearch.ts'
import { EVENT_FIELDS } from '../../../../collector/src/search/searchField.ts'
import { SESSION_FIELDS } from '../../../../collector/src/search/sessionField.ts'
import { LIST_TYPES, toEventType } from '../explorer/listType.ts'
import { ALIASES, createFieldIndex } from './fieldIndex.ts'
import { COLLECTOR_FIELDS } from './fields.testkit.ts'

const index = createFieldIndex(COLLECTOR_FIELDS)

test('a field of the session applies to a list of events if the collector knows it of such events', () => {
  for (const list of LIST_TYPES.filter((one) => toEventType(one) !== undefined)) {
    for (const key of SESSION_FIELDS.keys()) {
      const field = EVENT_FIELDS.get(key)
      const expected =
        field !== undefined && [undefined, toEventType(list)].includes(field.measurement)
      assert.equal(index.appliesTo(list, key), expected, `${key} in ${list}`)
    }
  }
})

test('a field of one measurement applies to sessions and to the list of this measurement', () => {
  const lists = LIST_TYPES.filter((list) => index.appliesTo(list, 'error_type'))
  assert.deepEqual(lists, ['sessions', 'errors'])
  assert.deepEqual(
    LIST_TYPES.filter((list) => index.appliesTo(list, 'status')),
    ['sessions', 'resources'],
  )
})

test('custom and unknown keys apply everywhere', () => {
  for (const key of ['@plan', 'context.plan', 'nonsense']) {
    assert.ok(LIST_TYPES.every((list) => index.appliesTo(list, key)))
  }
})

test('knows the aliases of the collector', () => {
  for (const [alias, key] of ALIASES) {
    const term = { kind: 'has', key: alias, column: 1, start: 0, end: 0 } as const
    assert.equal(resolveKey(term)?.[0]?.key, key)
  }
})

test('a search evaluates fields of the session on the session', () => {
  assert.ok(index.isOfSession('browser'))
  assert.ok(index.isOfSession('release'))
  assert.ok(!index.isOfSession('user'))
  assert.ok(!index.isOfSession('error_type'))
  assert.ok(!index.isOfSession('@browser'))
})

test('without fields, every key applies to every list', () => {
  assert.ok(createFieldIndex([]).appliesTo('errors', 'session_error_count'))
})
