import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVENT_TYPES } from './eventTypes.ts'
import { parseSessionPageState, toggleType, toSessionSearch } from './sessionPageState.ts'

test('parses the query string that it wrote', () => {
  const state = { appId: 'demo_shop', types: ['action', 'error'] as const, eventId: 'e 1' }
  assert.deepEqual(parseSessionPageState(toSessionSearch(state)), state)
})

test('ignores unknown types', () => {
  assert.deepEqual(parseSessionPageState('?type=error,crash,toString,').types, ['error'])
})

test('turns a type on and off', () => {
  assert.deepEqual(toggleType([], 'error'), ['error'])
  assert.deepEqual(toggleType(['error'], 'view'), ['view', 'error'])
  assert.deepEqual(toggleType(['view', 'error'], 'error'), ['view'])
})

test('turning on all types removes the filter', () => {
  assert.deepEqual(toggleType(EVENT_TYPES.slice(1), 'view'), [])
})
