import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionSummary } from '../../../../protocol/query.ts'
import { createEvent } from '../event.testkit.ts'
import { toDefaultState } from '../explorer/explorerState.ts'
import { parseSearch } from '../search/parseSearch.ts'
import { bindView, listBindings, listBuiltIn } from './boundViews.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 0, 5, 12)
const session = {
  app_id: 'shop',
  session_id: 's 1',
  userid: '4711',
  version: '2.3.1',
  service: '',
  session_start: START,
  time_spent: HOUR * 1e6,
} as SessionSummary

test('a session is bound in its own time, its user and version in a week around it', () => {
  const bindings = listBindings({ session, now: START + 100 * 24 * HOUR })
  assert.deepEqual(
    bindings.map(({ kind, key, value }) => [kind, key, value]),
    [
      ['session', 'session_id', 's 1'],
      ['user', 'userid', '4711'],
      ['version', 'version', '2.3.1'],
    ],
  )
  const [own, user] = bindings
  assert.deepEqual(own?.range, { from: START - 60_000, to: START + HOUR + 60_000 })
  assert.ok(user && user.range.from < START + HOUR && user.range.to > START + HOUR)
  assert.equal((user?.range.to ?? 0) - (user?.range.from ?? 0), 7 * 24 * HOUR)
})

test('an event is bound by its own page and version, and a log of no session by its service', () => {
  const event = createEvent({
    type: 'error',
    time: START,
    attributes: { view_path_group: '/pay', version: '3' },
  })
  const ofEvent = listBindings({ session, event, now: START })
  assert.deepEqual(
    ofEvent.map(({ value }) => value),
    ['s 1', '4711', '/pay', '3'],
  )
  const log = createEvent({ type: 'log', time: START, attributes: { service: 'payments' } })
  const ofLog = listBindings({ event: log, now: START })
  assert.deepEqual(
    ofLog.map(({ kind, value }) => [kind, value]),
    [['service', 'payments']],
  )
})

test('a bound view keeps its search, inside the binding, and takes the application and the range', () => {
  const [own] = listBindings({ session, now: START })
  assert.ok(own)
  const view = { ...toDefaultState('errors'), query: 'env:prod OR env:test', appId: 'other' }
  const bound = bindView(view, own, 'shop')
  assert.equal(bound.query, '(env:prod OR env:test) session_id:"s 1"')
  assert.deepEqual([bound.appId, bound.range, bound.list], ['shop', own.range, 'errors'])
  assert.equal(parseSearch(bound.query).problem, undefined)
})

test('every built-in view but the list of sessions is there for a session', () => {
  const [own, user] = listBindings({ session, now: START })
  assert.ok(own && user)
  assert.deepEqual(
    listBuiltIn(own).map(({ list }) => list),
    ['views', 'actions', 'errors', 'resources', 'longTasks', 'logs'],
  )
  assert.equal(listBuiltIn(user)[0]?.list, 'sessions')
})
