import assert from 'node:assert/strict'
import test from 'node:test'
import type { Point } from '../../../protocol/point.ts'
import { acceptPoint } from './acceptPoint.ts'

const noon = Date.UTC(2026, 4, 20, 12)
const arrival = { receivedAt: noon, userAgentTags: {}, retentionDays: 30, tells: {} }

function viewAt(time: number): Point {
  return { measurement: 'view', tags: {}, fields: { f: 1 }, time }
}

test('a time within the retention and the next week is kept', () => {
  for (const time of [noon, noon - 29 * 86_400_000, noon + 6 * 86_400_000]) {
    const accepted = acceptPoint(viewAt(time), arrival)
    assert.deepEqual(accepted, {
      ...viewAt(time),
      receivedAt: noon,
      retentionDays: 30,
      arrival: {},
    })
  }
})

test('a time that cannot be becomes the day of arrival, and the original stays beside it', () => {
  const future = Date.UTC(2099, 0, 1, 3)
  const ahead = acceptPoint(viewAt(future), arrival)
  assert.ok(typeof ahead !== 'string')
  assert.equal(ahead.time, Date.UTC(2026, 4, 20))
  assert.deepEqual(ahead.fields, { f: 1, client_time: future })
  const past = acceptPoint(viewAt(0), arrival)
  assert.ok(typeof past !== 'string')
  assert.equal(past.time, Date.UTC(2026, 4, 20))
  assert.deepEqual(past.fields, { f: 1, client_time: 0 })
})

test('a copy that arrives later on the same day gets the same time', () => {
  const one = acceptPoint(viewAt(4e12), arrival)
  const other = acceptPoint(viewAt(4e12), { ...arrival, receivedAt: noon + 3_600_000 })
  assert.ok(typeof one !== 'string' && typeof other !== 'string')
  assert.equal(one.time, other.time)
})

test('a measurement that is not of the contract is refused, with its name', () => {
  for (const measurement of ['session', 'cpu', 'constructor', '__proto__']) {
    const reason = acceptPoint({ ...viewAt(noon), measurement }, arrival)
    assert.match(
      String(reason),
      new RegExp(`^unknown measurement "${measurement}": expected view, `),
    )
  }
})

test('a point with more tags or fields than the contract allows is refused', () => {
  const many = Object.fromEntries(Array.from({ length: 1025 }, (_, index) => [`k${index}`, 'v']))
  assert.equal(acceptPoint({ ...viewAt(noon), tags: many }, arrival), 'more than 256 tags')
  assert.equal(acceptPoint({ ...viewAt(noon), fields: many }, arrival), 'more than 1024 fields')
})

test('the user agent fills in what the SDK did not say, one group at a time', () => {
  const userAgentTags = { browser: 'Chrome', browser_version: '130', os: 'Linux', device: 'PC' }
  const sent = { ...viewAt(noon), tags: { browser: 'Samsung Internet' } }
  const accepted = acceptPoint(sent, { ...arrival, userAgentTags })
  assert.ok(typeof accepted !== 'string')
  assert.deepEqual(accepted.tags, { browser: 'Samsung Internet', os: 'Linux', device: 'PC' })
})
