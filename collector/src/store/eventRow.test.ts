import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { AcceptedPoint } from './acceptedPoint.ts'
import type { EventColumn } from './eventColumns.ts'
import { EVENT_COLUMNS } from './eventColumns.ts'
import { toEventRow } from './eventRow.ts'

const time = Date.UTC(2026, 0, 1, 12)

function rowOf(point: Partial<AcceptedPoint>): Record<EventColumn, unknown> {
  const whole: AcceptedPoint = {
    measurement: 'view',
    tags: {},
    fields: { f: 1 },
    time,
    receivedAt: time,
    retentionDays: 30,
    arrival: {},
    ...point,
  }
  const values = toEventRow(whole)
  const entries = EVENT_COLUMNS.map((column, index) => [column, values[index]])
  return Object.fromEntries(entries) as Record<EventColumn, unknown>
}

test('what has a column leaves the maps, and the rest is kept by type', () => {
  const row = rowOf({
    measurement: 'resource',
    tags: { app_id: 'a', session_id: 's', resource_method: 'GET', trace_id: 't', mine: 'x' },
    fields: { resource_url: 'https://x', duration: 5, n: 1.5, yes: true, json: '{}' },
  })
  const { app_id, session_id, method, trace_id, name, duration, tags, nums, flags } = row
  assert.deepEqual(
    { app_id, session_id, method, trace_id, name, duration },
    { app_id: 'a', session_id: 's', method: 'GET', trace_id: 't', name: 'https://x', duration: 5 },
  )
  assert.deepEqual(
    { tags, nums, flags },
    {
      tags: { mine: 'x', json: '{}' },
      nums: { n: 1.5 },
      flags: { yes: true },
    },
  )
})

test('a value whose type does not fit its column stays in the maps', () => {
  const row = rowOf({ fields: { time_spent: 'long', is_active: 'yes', first_byte: true } })
  assert.deepEqual(
    [row.duration, row.is_active, row.ttfb, row.tags, row.flags],
    [0, null, null, { time_spent: 'long', is_active: 'yes' }, { first_byte: true }],
  )
})

test('durations are whole and between 0 and 2^53', () => {
  const cases: [sent: number, kept: number][] = [
    [1.6, 2],
    [-5, 0],
    [-0, 0],
    [1e300, Number.MAX_SAFE_INTEGER],
  ]
  for (const [sent, kept] of cases) {
    assert.equal(rowOf({ fields: { time_spent: sent } }).duration, kept)
  }
})

test('the version of a view is its update, else the milliseconds spent on it', () => {
  const cases: [fields: AcceptedPoint['fields'], version: number][] = [
    [{ view_update: 7, time_spent: 5e9 }, 7],
    [{ time_spent: 5e9 }, 5000],
    [{ time_spent: 1e300 }, 0xffffffff],
    [{ view_update: -1 }, 0],
    [{ f: 1 }, 0],
  ]
  for (const [fields, version] of cases) {
    assert.equal(rowOf({ fields }).doc_version, version)
  }
  assert.equal(rowOf({ measurement: 'action', fields: { view_update: 7 } }).doc_version, 0)
})

test('the start of a session is taken from the SDK where it can be true', () => {
  const cases: [sent: number | string | undefined, start: number][] = [
    [time - 1000, time - 1000],
    [time - 29 * 86_400_000, time - 29 * 86_400_000],
    [undefined, time],
    [0, time],
    [time + 300_000, time + 300_000], // an action of the page just before its session
    [time + 300_001, time],
    ['yesterday', time],
  ]
  for (const [sent, start] of cases) {
    const fields = sent === undefined ? { f: 1 } : { session_started: sent }
    assert.equal(rowOf({ fields }).session_start, start)
  }
})

test('a lone surrogate is replaced, in names too', () => {
  const row = rowOf({ tags: { app_id: 'a\ud800', 'k\udc00': 'v\ud800' } })
  assert.equal(row.app_id, 'a\ufffd')
  assert.deepEqual(row.tags, { 'k\ufffd': 'v\ufffd' })
})

test('only an error that is said to be unhandled is a crash', () => {
  const crash = rowOf({ measurement: 'error', tags: { error_handling: 'unhandled' } })
  assert.deepEqual([crash.handled, crash.tags], [false, { error_handling: 'unhandled' }])
  assert.equal(rowOf({ measurement: 'error' }).handled, true)
})

test('no point makes a value that JSON cannot carry', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
  )
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '__proto__',
      'time_spent',
      'view_update',
      'session_started',
      'event_id',
      'view_id',
      'is_active',
    ),
  )
  fc.assert(
    fc.property(fc.dictionary(key, fc.string()), fc.dictionary(key, scalar), (tags, fields) => {
      const values = toEventRow({
        measurement: 'view',
        tags,
        fields,
        time,
        receivedAt: time,
        retentionDays: 30,
        arrival: {},
      })
      assert.equal(values.length, EVENT_COLUMNS.length)
      assert.ok(values.every((value) => value !== undefined))
      // JSON.stringify writes a lone surrogate as an escape, which the engine refuses.
      assert.doesNotMatch(JSON.stringify(values), /(?<!\\)(?:\\\\)*\\ud[89a-f]/)
    }),
  )
})
