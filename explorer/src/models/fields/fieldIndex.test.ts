import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ALIASES as COLLECTOR_ALIASES,
  EVENT_FIELDS,
} from '../../../../collector/src/query/search/searchField.ts'
import { SESSION_FIELDS } from '../../../../collector/src/query/search/sessionField.ts'
import { LIST_TYPES, toEventType } from '../explorer/listType.ts'
import { ALIASES, FIELD_INDEX } from './fieldIndex.ts'

test('has the fields of the collector', () => {
  const expected = [
    ...[...SESSION_FIELDS.values()].map(({ key, kind, isFacet }) => ({
      ...{ key, kind, of_session: true, measurement: '', is_facet: isFacet },
    })),
    ...[...EVENT_FIELDS.values()]
      .filter(({ key }) => !SESSION_FIELDS.has(key))
      .map(({ key, kind, measurement = '', isFacet }) => ({
        ...{ key, kind, of_session: false, measurement, is_facet: isFacet },
      })),
  ]
  assert.deepEqual(FIELD_INDEX.all, expected)
  assert.deepEqual(ALIASES, COLLECTOR_ALIASES)
})

test('a field of one measurement applies to sessions and to the list of this measurement', () => {
  const toLists = (key: string) => LIST_TYPES.filter((list) => FIELD_INDEX.appliesTo(list, key))
  assert.deepEqual(toLists('error_type'), ['sessions', 'errors'])
  assert.deepEqual(toLists('status'), ['sessions', 'resources', 'logs'])
  assert.deepEqual(toLists('time_spent'), ['sessions', 'views'])
  assert.deepEqual(toLists('session_error_count'), ['sessions'])
})

test('a list of events takes every key that the collector knows of such events', () => {
  for (const list of LIST_TYPES.filter((one) => toEventType(one) !== undefined)) {
    for (const key of EVENT_FIELDS.keys()) {
      const isElsewhere = (ALIASES.get(key) ?? [key]).every((one) => {
        const measurement = EVENT_FIELDS.get(one)?.measurement
        return measurement !== undefined && measurement !== toEventType(list)
      })
      assert.ok(!(isElsewhere && FIELD_INDEX.appliesTo(list, key)), `${key} in ${list}`)
    }
  }
})

test('custom and unknown keys, and those of all events, apply everywhere', () => {
  for (const key of [
    '@plan',
    '@status',
    '@custom.message',
    'context.plan',
    'nonsense',
    'env',
    'user',
    'release',
  ]) {
    assert.ok(
      LIST_TYPES.every((list) => FIELD_INDEX.appliesTo(list, key)),
      key,
    )
  }
})

test('a search evaluates fields of the session on the session', () => {
  assert.ok(FIELD_INDEX.isOfSession('browser'))
  assert.ok(FIELD_INDEX.isOfSession('release'))
  assert.ok(!FIELD_INDEX.isOfSession('user'))
  assert.ok(!FIELD_INDEX.isOfSession('error_type'))
  assert.ok(!FIELD_INDEX.isOfSession('@browser'))
})
