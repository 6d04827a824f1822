import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { createEvent } from '../event.testkit.ts'
import {
  filterBars,
  groupByHost,
  panWindow,
  toFirstWindow,
  toPhases,
  toWaterfall,
  zoomWindow,
} from './waterfall.ts'

const span = (start: number, duration: number): string =>
  JSON.stringify({ start: start * 1e6, duration: duration * 1e6 })

const resource = (time: number, host: string, more: SessionEvent['attributes'] = {}) =>
  createEvent({
    type: 'resource',
    time,
    duration: 100e6,
    resource_url: `https://${host}/a`,
    attributes: { resource_url_host: host, ...more },
  })

const view = createEvent({ type: 'view', time: 1000, time_spent: 60e9 })

test('bars begin at the start of their view, with phases where the browser told them', () => {
  const timed = resource(1200, 'a.example', {
    resource_dns_time: span(0, 20),
    resource_first_byte_time: span(20, 60),
    resource_download_time: 'not json',
    resource_ssl_time: '{"start":0}',
    resource_connect_time: 'null',
  })
  const { bars, end } = toWaterfall([view, timed, createEvent({ view_id: 'other' })], 'v1')
  assert.equal(end, 300)
  assert.deepEqual(
    bars.map((bar) => ({ from: bar.from, to: bar.to, phases: toPhases(bar) })),
    [
      {
        from: 200,
        to: 300,
        phases: [
          { name: 'dns', from: 200, to: 220 },
          { name: 'firstByte', from: 220, to: 280 },
        ],
      },
    ],
  )
})

test('a resource that blocks rendering, comes from the cache or fails is marked', () => {
  const marksOf = (attributes: SessionEvent['attributes'], status = '200') => {
    const event = { ...resource(1000, 'a', attributes), resource_status: status } as SessionEvent
    const [bar] = toWaterfall([view, event], 'v1').bars
    return [bar?.isBlocking, bar?.isCached, bar?.isFailed]
  }
  assert.deepEqual(marksOf({}), [false, false, false])
  assert.deepEqual(marksOf({ resource_render_blocking_status: 'blocking' }), [true, false, false])
  assert.deepEqual(marksOf({ resource_delivery_type: 'cache' }), [false, true, false])
  assert.deepEqual(marksOf({}, '503'), [false, false, true])
})

test('bars are filtered by kind and by text', () => {
  const { bars } = toWaterfall(
    [view, resource(1000, 'a.example'), createEvent({ type: 'action', action_name: 'Pay' })],
    'v1',
  )
  const labelsOf = (...filter: Parameters<typeof filterBars>[1][]) =>
    filter.map((one) => filterBars(bars, one).map(({ label }) => label))
  assert.deepEqual(
    labelsOf(
      { types: [], text: '' },
      { types: ['action'], text: '' },
      { types: [], text: 'A.EX' },
      { types: ['action'], text: 'a.ex' },
    ),
    [['https://a.example/a', 'Pay'], ['Pay'], ['https://a.example/a'], []],
  )
})

test('hosts stand in the order of their first resource, and other events after them', () => {
  const events = [view, createEvent({ type: 'long_task' })]
  for (const host of ['b', 'a', 'b']) {
    events.push(resource(1000, host))
  }
  const rows = groupByHost(toWaterfall(events, 'v1').bars)
  assert.deepEqual(
    rows.map((row) => ('bar' in row ? '·' : `${row.host} ${row.count}`)),
    ['b 2', '·', '·', 'a 1', '·', ' 1', '·'],
  )
})

test('the first window shows the load, or all if the opened event came later', () => {
  const { bars } = toWaterfall([createEvent({ type: 'view', time: 0 }), resource(500, 'a')], 'v1')
  const waterfall = { bars, end: 10_000 }
  const cases: [loadMs: number, opened: number | undefined, to: number][] = [
    [2000, undefined, 2200],
    [2000, 1500, 2200],
    [2000, 8000, 10_200],
    [0, undefined, 10_200],
    [20_000, undefined, 10_200],
  ]
  for (const [loadMs, opened, to] of cases) {
    const window = toFirstWindow(waterfall, { loadMs, opened })
    assert.deepEqual([window.from, Math.round(window.to)], [0, to])
  }
  // Nothing happened during the load, as after a change of the route.
  assert.equal(
    toFirstWindow({ ...waterfall, bars: [] }, { loadMs: 2000, opened: undefined }).to,
    10_200,
  )
})

test('logs have no bars: they have a panel of their own', () => {
  assert.deepEqual(toWaterfall([createEvent({ type: 'log' })], 'v1').bars, [])
})

test('zoom keeps the time under the pointer, and zoom and pan stay within the view', () => {
  const window = { from: 200, to: 600 }
  assert.deepEqual(zoomWindow(window, { factor: 0.5, at: 300, end: 1000 }), { from: 250, to: 450 })
  assert.deepEqual(zoomWindow(window, { factor: 9, at: 300, end: 1000 }), { from: 0, to: 1000 })
  const small = zoomWindow(window, { factor: 0.0001, at: 300, end: 1000 })
  assert.equal(small.to - small.from, 5)
  assert.deepEqual(panWindow(window, 0.5, 1000), { from: 400, to: 800 })
  assert.deepEqual(panWindow(window, 9, 1000), { from: 600, to: 1000 })
  assert.deepEqual(panWindow(window, -9, 1000), { from: 0, to: 400 })
})
