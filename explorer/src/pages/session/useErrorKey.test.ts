import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvent } from '../../models/event.testkit.ts'
import { findNextError } from './useErrorKey.ts'

const events = (['view', 'error', 'action', 'error'] as const).map((type, index) =>
  createEvent({ type, event_id: `${index}` }),
)

test('the next error follows the open entry, and the first one the last', () => {
  const next = [undefined, '0', '1', '2', '3'].map((openId) => findNextError({ events, openId }))
  assert.deepEqual(next, ['1', '1', '3', '3', '1'])
})

test('a session without errors has no next one', () => {
  assert.equal(findNextError({ events: events.slice(0, 1), openId: undefined }), undefined)
})
