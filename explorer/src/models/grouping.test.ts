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

test('groups events under their view, with views in the order of first appearance', () => {
  assert.deepEqual(
    groups.map(({ viewId, view, events }) => ({ viewId, view, events })),
    [
      { viewId: 'v1', view: first, events: [early, late] },
      { viewId: 'v2', view: second, events: [] },
    ],
  )
})

test('labels a view with its name, else with its address', () => {
  assert.deepEqual(
    groups.map(({ label }) => label),
    ['/a', 'Cart'],
  )
})

test('events without a view, or without a loaded view, also have a group', () => {
  const [group] = groupByView([createEvent({ view_id: '', view_url: '' })])
  assert.equal(group?.view, undefined)
  assert.equal(group?.label, '')
})

test('a filter keeps the views of matching events, and drops empty views', () => {
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

test('an empty list of types does not filter', () => {
  assert.deepEqual(filterGroups(groups, []), groups)
})

test('counts every type, including those without events', () => {
  const counts = { view: 2, action: 0, error: 1, resource: 1, long_task: 0, log: 0 }
  assert.deepEqual(countByType([early, first, second, late]), counts)
})
