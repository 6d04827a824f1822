import assert from 'node:assert/strict'
import test from 'node:test'
import { DAY, startOf, toWeek } from './calendar.ts'
import { makeLogs } from './makeLogs.ts'
import { makeWeek } from './makeWeek.ts'

const END = Date.UTC(2026, 10, 26, 12)
const sessions = [...makeWeek({ sessions: 3000, seed: 'test', end: END })]
const events = sessions.flat()
const logs = sessions.flatMap(makeLogs)
const isOfBrowser = ({ measurement }: { measurement: string }) => measurement === 'browser_log'
const servers = logs.filter((log) => !isOfBrowser(log))

test('every day has logs of pages and of servers', () => {
  const daysOf = (some: typeof logs) => new Set(some.map(({ time }) => Math.floor(time / DAY))).size
  assert.equal(daysOf(servers), 7)
  assert.equal(daysOf(logs.filter(isOfBrowser)), 7)
})

test('a server’s log has the trace of a request of the week, and no session', () => {
  const traces = new Set(events.map(({ tags }) => tags['trace_id']))
  for (const { tags } of servers) {
    assert.ok(traces.has(tags['trace_id']))
    assert.equal(tags['session_id'], undefined)
  }
})

test('a page’s log has the session and the view of its event, and an id of its own', () => {
  const views = new Set(events.map(({ tags }) => `${tags['session_id']} ${tags['view_id']}`))
  const own = logs.filter(isOfBrowser)
  for (const { tags } of own) {
    assert.ok(views.has(`${tags['session_id']} ${tags['view_id']}`))
  }
  const ids = new Set([...own, ...events].map(({ fields }) => fields['event_id']))
  assert.equal(ids.size, own.length + events.length)
})

test('the failed payments of user 4711 have logs of the payment service, grave ones', () => {
  const outage = startOf(toWeek(END), 'paymentOutage')
  const traces = new Set(
    events
      .filter(({ tags, time }) => tags['userid'] === '4711' && time >= outage)
      .filter(({ tags }) => tags['app_id'] === 'shop' && tags['resource_status'] === '503')
      .map(({ tags }) => tags['trace_id']),
  )
  assert.ok(traces.size > 0)
  const grave = servers.filter(({ tags }) => tags['status'] === 'critical')
  for (const trace of traces) {
    const [log] = grave.filter(({ tags }) => tags['trace_id'] === trace)
    assert.equal(log?.measurement, 'payments')
  }
})

test('most logs are of no failure', () => {
  const calm = logs.filter(({ tags }) => ['info', 'warning'].includes(String(tags['status'])))
  assert.ok(calm.length > logs.length / 2, `${calm.length} of ${logs.length}`)
})
