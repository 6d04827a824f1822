import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvent } from './event.testkit.ts'
import { countByType } from './eventTypes.ts'
import { filterGroups, groupByView } from './grouping.ts'

const early = createEvent({ view_id: 'v1', view_url: '/a' })
const first = createEvent({ type: 'view', view_id: 'v1', view_url: '/a' })
const second = createEvent({ type: 'view', view_id: 'v2', view_name: 'Cart' })
const late = createEvent({ type: 'error', view_id: 'v1' })
const groups = groupByView([early, first, second, late])

test('each event stands under its view, views in the order in which they appear', () => {
  assert.deepEqual(
    groups.map(({ viewId, view, events }) => ({ viewId, view, events })),
    [
      { viewId: 'v1', view: first, events: [early, late] },
      { viewId: 'v2', view: second, events: [] },
    ],
  )
})

test('a view is called by its name, else by its address', () => {
  assert.deepEqual(
    groups.map(({ label }) => label),
    ['/a', 'Cart'],
  )
})

test('events without a view, and events whose view is not loaded, have a group too', () => {
  const [group] = groupByView([createEvent({ view_id: '', view_url: '' })])
  assert.equal(group?.view, undefined)
  assert.equal(group?.label, '')
})

test('a filter keeps the view of what it keeps, and drops views with nothing left', () => {
  const errors = filterGroups(groups, ['error'])
  assert.deepEqual(
    errors.map(({ view, events }) => [view, events]),
    [[first, [late]]],
  )
  const views = filterGroups(groups, ['view'])
  assert.deepEqual(
    views.map(({ view, events }) => [view, events]),
    [
      [first, []],
      [second, []],
    ],
  )
})

test('no types is no filter', () => {
  assert.deepEqual(filterGroups(groups, []), groups)
})

test('counts every type, those that did not happen included', () => {
  const counts = { view: 2, action: 0, error: 1, resource: 1, long_task: 0 }
  assert.deepEqual(countByType([early, first, second, late]), counts)
})
