import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvent } from './event.testkit.ts'
import { toEventDuration, toEventMark, toEventName } from './eventFields.ts'

test('each type of event has its name, duration and mark', () => {
  const events = [
    createEvent({ type: 'view', view_url: '/a', view_loading_type: 'initial_load', time_spent: 5 }),
    createEvent({ type: 'view', view_name: 'Cart', view_url: '/a' }),
    createEvent({
      resource_url: '/b',
      resource_method: 'GET',
      resource_status: '404',
      duration: 6,
    }),
    createEvent({ resource_url: '/c', resource_type: 'css', resource_status: '' }),
    createEvent({ type: 'error', error_message: 'boom', error_source: 'source', error_type: 'E' }),
    createEvent({ type: 'action', action_name: 'Buy', action_type: 'click', duration: 7 }),
    createEvent({ type: 'long_task', duration: 8 }),
    createEvent({ type: 'log', message: 'card declined', status: 'error' }),
    createEvent({ type: 'log', message: 'paid', status: 'info' }),
  ]
  assert.deepEqual(
    events.map((event) => {
      const { text, isFailure } = toEventMark(event)
      return [toEventName(event), toEventDuration(event), text, isFailure]
    }),
    [
      ['/a', 5, 'initial_load', false],
      ['Cart', 0, '', false],
      ['/b', 6, 'GET 404', true],
      ['/c', 0, 'css', false],
      ['boom', 0, 'source E', true],
      ['Buy', 7, 'click', false],
      ['', 8, '', false],
      ['card declined', 0, 'error', true],
      ['paid', 0, 'info', false],
    ],
  )
})
