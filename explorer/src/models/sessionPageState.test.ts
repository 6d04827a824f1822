import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DEFAULT_TYPES,
  parseSessionPageState,
  toggleType,
  toSessionSearch,
} from './sessionPageState.ts'

test('parses the query string that it wrote', () => {
  const states = [
    { appId: 'demo_shop', types: ['action', 'error'] as const, text: 'pay &', eventId: 'e 1' },
    { appId: '', types: DEFAULT_TYPES, text: '', eventId: undefined },
  ]
  for (const state of states) {
    assert.deepEqual(parseSessionPageState(toSessionSearch(state)), state)
  }
})

test('lists views, actions and errors by default, which the address does not repeat', () => {
  assert.deepEqual(parseSessionPageState('?app_id=a').types, ['view', 'action', 'error'])
  const state = { appId: 'a', types: DEFAULT_TYPES, text: '', eventId: undefined }
  assert.equal(toSessionSearch(state), '?app_id=a')
})

test('ignores unknown types', () => {
  assert.deepEqual(parseSessionPageState('?type=error,crash,toString,').types, ['error'])
})

test('turns a type on and off, and returns to the default when none is left', () => {
  assert.deepEqual(toggleType(['error'], 'view'), ['view', 'error'])
  assert.deepEqual(toggleType(['view', 'error'], 'error'), ['view'])
  assert.deepEqual(toggleType(['view'], 'view'), DEFAULT_TYPES)
})
