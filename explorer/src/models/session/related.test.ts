import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvent } from '../event.testkit.ts'
import { listErrors, listRequests, listSteps } from './related.ts'

const events = [
  createEvent({ type: 'view', event_id: 'v' }),
  createEvent({ type: 'resource', event_id: 'img', resource_type: 'image' }),
  createEvent({
    type: 'resource',
    event_id: 'get',
    resource_type: 'fetch',
    resource_status: '200',
  }),
  createEvent({ type: 'resource', event_id: 'bad', resource_type: 'xhr', resource_status: '500' }),
  createEvent({ type: 'action', event_id: 'a' }),
  createEvent({ type: 'long_task', event_id: 'l' }),
  createEvent({ type: 'error', event_id: 'e1' }),
  createEvent({ type: 'error', event_id: 'e2' }),
  createEvent({ type: 'error', event_id: 'e3', view_id: 'v2' }),
]
const idsOf = (found: readonly { event_id: string }[]): string[] =>
  found.map(({ event_id: id }) => id)

test('related requests and errors are those of the view', () => {
  assert.deepEqual(idsOf(listRequests(events, 'v1')), ['get', 'bad'])
  assert.deepEqual(idsOf(listRequests(events, 'v2')), [])
  assert.deepEqual(idsOf(listErrors(events, { viewId: 'v1', exceptId: 'e1' })), ['e2'])
})

test('the steps before an error leave out what went well by itself', () => {
  assert.deepEqual(idsOf(listSteps(events, { eventId: 'e2', count: 9 })), ['v', 'bad', 'a', 'e1'])
  assert.deepEqual(idsOf(listSteps(events, { eventId: 'e2', count: 2 })), ['a', 'e1'])
  assert.deepEqual(idsOf(listSteps(events, { eventId: 'v', count: 9 })), [])
  assert.deepEqual(idsOf(listSteps(events, { eventId: 'unknown', count: 9 })), [])
})
