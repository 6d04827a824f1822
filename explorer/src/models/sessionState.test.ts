import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVENT_TYPES } from './eventTypes.ts'
import { parseSessionState, toggleType, toSessionSearch } from './sessionState.ts'

test('reads back what it wrote', () => {
  const state = { appId: 'demo_shop', types: ['action', 'error'] as const, eventId: 'e 1' }
  assert.deepEqual(parseSessionState(toSessionSearch(state)), state)
})

test('ignores types that do not exist', () => {
  assert.deepEqual(parseSessionState('?type=error,log,toString,').types, ['error'])
})

test('a type is turned on and off', () => {
  assert.deepEqual(toggleType([], 'error'), ['error'])
  assert.deepEqual(toggleType(['error'], 'view'), ['view', 'error'])
  assert.deepEqual(toggleType(['view', 'error'], 'error'), ['view'])
})

test('all types on is no filter', () => {
  assert.deepEqual(toggleType(EVENT_TYPES.slice(1), 'view'), [])
})
