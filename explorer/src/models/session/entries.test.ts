import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvent } from '../event.testkit.ts'
import { filterEntries, parseTimeMode, TIME_MODES, toNextTimeMode } from './entries.ts'

const events = [
  createEvent({ type: 'view', event_id: 'v', view_name: 'Checkout' }),
  createEvent({ type: 'action', event_id: 'a', action_name: 'Pay now' }),
  createEvent({
    type: 'resource',
    event_id: 'r',
    resource_url: '/api/pay',
    resource_status: '503',
  }),
  createEvent({ type: 'error', event_id: 'e', error_message: 'refused', error_type: 'PayError' }),
]

const idsOf = (filter: Partial<Parameters<typeof filterEntries>[1]>): string =>
  filterEntries(events, {
    types: ['view', 'action', 'error', 'resource'],
    text: '',
    selectedId: undefined,
    ...filter,
  })
    .map(({ event_id: id }) => id)
    .join('')

test('lists entries by kind and by text, without regard to case', () => {
  assert.equal(idsOf({ types: ['view', 'error'] }), 've')
  assert.equal(idsOf({ text: ' PAY' }), 'are') // a name, an address, the type of an error
  assert.equal(idsOf({ text: '503' }), 'r')
  assert.equal(idsOf({ text: 'nothing' }), '')
})

test('the selected entry stays in the list whatever the filters are', () => {
  assert.equal(idsOf({ types: ['view'], text: 'nothing', selectedId: 'r' }), 'r')
})

test('the toggle of the time goes through all modes and returns to the first', () => {
  assert.deepEqual(TIME_MODES.map(toNextTimeMode), ['offset', 'gap', 'clock'])
  assert.equal(parseTimeMode('gap'), 'gap')
  assert.equal(parseTimeMode('other'), 'offset')
  assert.equal(parseTimeMode(undefined), 'offset')
})
