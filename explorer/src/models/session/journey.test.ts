import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { createEvent } from '../event.testkit.ts'
import {
  toJourney as drawJourney,
  findStop,
  fromJourneyEvent,
  listStops,
  toDrawn,
  toMarkKind,
} from './journey.ts'
import type { Span } from './timeScale.ts'

const toJourney = (events: readonly SessionEvent[], width: number, rest?: Span) =>
  drawJourney(events.map(toDrawn), width, rest)

const view = (time: number, seconds: number, name = '/'): SessionEvent =>
  createEvent({ type: 'view', time, time_spent: seconds * 1e9, view_name: name })

test('views are segments as long as they lasted, one after the other on one line', () => {
  const { views, lanes } = toJourney([view(0, 10, 'home'), view(10_000, 30, 'cart')], 400)
  assert.deepEqual(
    views.map(({ label, x, width, lane }) => [label, x, width, lane]),
    [
      ['home', 0, 100, 0],
      ['cart', 100, 300, 0],
    ],
  )
  assert.equal(lanes, 1)
})

test('views of two tabs at one time lie on two lines', () => {
  const { views, lanes } = toJourney([view(0, 40), view(10_000, 20), view(40_000, 5)], 450)
  assert.deepEqual(
    views.map(({ lane }) => lane),
    [0, 1, 0],
  )
  assert.equal(lanes, 2)
})

test('each event gets the mark of its kind, and what went well gets none', () => {
  const cases: [given: Partial<SessionEvent>, kind: string | undefined][] = [
    [{ type: 'error', attributes: { error_handling: 'unhandled' } }, 'crash'],
    [{ type: 'error', attributes: { error_handling: 'handled' } }, 'error'],
    [{ type: 'action' }, 'action'],
    [{ type: 'action', attributes: { action_frustration_types: '[]' } }, 'action'],
    [{ type: 'action', attributes: { action_frustration_types: '["rage_click"]' } }, 'frustration'],
    [{ type: 'long_task' }, 'longTask'],
    [{ type: 'resource', resource_status: '503' }, 'failedRequest'],
    [{ type: 'resource', attributes: { resource_failure: 'failed' } }, 'failedRequest'],
    [{ type: 'resource', attributes: { resource_failure: 'aborted' } }, undefined],
    [{ type: 'resource', resource_status: '200' }, undefined],
    [{ type: 'view' }, undefined],
  ]
  for (const [given, kind] of cases) {
    assert.equal(toMarkKind(createEvent(given)), kind, JSON.stringify(given))
  }
})

test('marks of one kind at one place are counted, and the first of them is selected', () => {
  const events = [
    view(0, 20),
    ...[10_000, 10_010, 10_020].map((time) => createEvent({ type: 'error', time })),
    createEvent({ type: 'action', time: 10_005 }),
  ]
  const { marks } = toJourney(events, 1000)
  assert.deepEqual(
    marks.map(({ kind, count, eventId }) => [kind, count, eventId]),
    [
      ['error', 3, events[1]?.event_id],
      ['action', 1, events[4]?.event_id],
    ],
  )
})

test('the number of parts depends on the width, not on the number of events', () => {
  const events = Array.from({ length: 20_000 }, (_, index) =>
    index % 4 === 0
      ? view(index * 100, 0.4)
      : createEvent({ type: index % 2 ? 'action' : 'error', time: index * 100 }),
  )
  const { views, marks } = toJourney(events, 1000)
  assert.ok(views.length <= 1000 / 4 + 1, `${views.length} views`)
  assert.ok(marks.length <= 3 * 101, `${marks.length} marks`)
  assert.equal(
    views.reduce((sum, { count }) => sum + count, 0),
    5000,
  )
})

test('a point finds the mark on its line, else the view', () => {
  const events = [view(0, 20, 'home'), createEvent({ type: 'error', time: 10_000 })]
  const journey = toJourney(events, 1000)
  assert.equal(findStop(journey, { x: 495, line: 0, lane: 0 })?.eventId, events[1]?.event_id)
  assert.equal(findStop(journey, { x: 495, line: 1, lane: 0 })?.label, 'home')
  assert.equal(findStop(journey, { x: 200, line: 0, lane: 0 })?.label, 'home')
  assert.deepEqual(
    listStops(journey).map(({ eventId }) => eventId),
    events.map(({ event_id: id }) => id),
  )
})

test('time whose events are not loaded yet keeps its place', () => {
  const { views } = toJourney([view(0, 10)], 400, { from: 10_000, to: 40_000 })
  assert.equal(views[0]?.width, 100)
})

test('a session without events is an empty strip', () => {
  const { views, marks } = toJourney([], 300)
  assert.deepEqual([views, marks], [[], []])
})

test('the short answer about an event draws what the whole event does', () => {
  const whole = [
    view(5, 20, 'home'),
    createEvent({ type: 'error', time: 7, error_message: 'gone' }),
    createEvent({ type: 'long_task', time: 9, duration: 5e6 }),
    createEvent({ type: 'resource', time: 9, resource_status: '500', resource_url: '/pay' }),
  ]
  const marks = [undefined, 'error', 'long_task', 'failed_request'] as const
  const short = whole.map((event, index) => ({
    event_id: event.event_id,
    type: event.type,
    time: event.time,
    duration: [20e9, 0, 5e6, 0][index] ?? 0,
    name: ['home', 'gone', '', '/pay'][index] ?? '',
    mark: marks[index],
  }))
  assert.deepEqual(
    short.map(({ mark, ...event }) => fromJourneyEvent({ ...event, ...(mark && { mark }) })),
    whole.map((event) => ({ ...toDrawn(event) })),
  )
})
