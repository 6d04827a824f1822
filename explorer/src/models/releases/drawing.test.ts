import assert from 'node:assert/strict'
import test from 'node:test'
import type { Health, ReleaseSeries } from '../../../../protocol/releases.ts'
import { toAxis } from './axis.ts'
import { toDrawing } from './drawing.ts'

const toHealth = (sessions: number, crashed = 0, users = sessions): Health => ({
  ...{ sessions, users, crashed, abnormal: 0, errored: 0, healthy: sessions - crashed },
  ...{ crash_free_sessions: sessions ? 1 - crashed / sessions : 1, crash_free_users: 0.5 },
  ...{ errors: crashed, sessions_with_errors: crashed, engaged: sessions, views: 2 * sessions },
  ...{ actions: 0, time_spent_p50: 5e9 },
})

const SERIES: ReleaseSeries = {
  interval: 1,
  times: [0, 1, 2],
  total: [toHealth(100, 1), toHealth(100, 5), toHealth(100)],
  releases: [
    { app_id: 'a', version: '1', health: [toHealth(100, 1), toHealth(60, 1), toHealth(2)] },
    { app_id: 'a', version: '2', health: [toHealth(0), toHealth(40, 4), toHealth(90)] },
  ],
}

test('a step with few sessions of a release is left out of its line', () => {
  const { series, leftOutBelow } = toDrawing(SERIES, 'crash_free_sessions', { hasAll: true })
  assert.equal(leftOutBelow, 10)
  assert.deepEqual(
    series.map(({ version, values }) => [version, values]),
    [
      ['1', [0.99, 59 / 60, undefined]],
      ['2', [undefined, 0.9, 1]],
      [undefined, [0.99, 0.95, 1]],
    ],
  )
  assert.equal(toDrawing(SERIES, 'errors', { hasAll: false }).series.length, 2)
})

test('shares of adoption and those of the other releases fill each step', () => {
  const { series, isStacked } = toDrawing(SERIES, 'adoption', { hasAll: true })
  assert.equal(isStacked, true)
  assert.deepEqual(
    series.map(({ name, version, values }) => [version ?? name, values]),
    [
      ['1', [1, 0.6, 0.02]],
      ['2', [undefined, 0.4, 0.9]],
      ['others', [undefined, undefined, 0.08]],
    ],
  )
})

test('several steps are read together where their numbers add up, and not where they do not', () => {
  const readAll = (measure: 'crash_free_sessions' | 'crash_free_users' | 'time_spent_p50') => {
    const [first] = toDrawing(SERIES, measure, { hasAll: true }).series
    return [
      first?.readSpan(first.health, SERIES.total),
      first?.readSpan(first.health.slice(0, 1), SERIES.total),
    ]
  }
  assert.deepEqual(readAll('crash_free_sessions'), [160 / 162, 0.99])
  assert.deepEqual(readAll('crash_free_users'), [undefined, 0.5])
  assert.deepEqual(readAll('time_spent_p50'), [undefined, 5e9])
})

test('an axis begins near its values, or at zero, and has round ends', () => {
  assert.deepEqual(toAxis([0.871, 0.99, 1], { isFromZero: false, most: 1 }), [0.85, 0.9, 0.95, 1])
  assert.deepEqual(toAxis([0.2, 0.4], { isFromZero: true, most: 1 }), [0, 0.1, 0.2, 0.3, 0.4])
  for (const values of [[], [0, 0], [1], [3e9, 3e9], [0.001]]) {
    const axis = toAxis(values, { isFromZero: false })
    assert.ok(axis.length >= 2, String(axis))
    assert.ok(
      values.every((value) => value >= (axis[0] ?? 1) && value <= (axis.at(-1) ?? 0)),
      String(axis),
    )
  }
})
