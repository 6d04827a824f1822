import assert from 'node:assert/strict'
import test from 'node:test'
import type { Point } from '../../../protocol/point.ts'
import { acceptPoint } from './acceptPoint.ts'
import type { EventPoint } from './intakeForm.ts'
import { EVENT_FORM } from './intakeForm.ts'

const noon = Date.UTC(2026, 4, 20, 12)
const day = 86_400_000
const minute = 60_000
const arrival = { receivedAt: noon, userAgentTags: {}, retentionDays: 30, tells: {} }

function viewAt(time: number): EventPoint {
  return { measurement: 'view', tags: {}, fields: { f: 1 }, time }
}

test('a time within the retention and the next week is kept', () => {
  for (const time of [noon, noon - 29 * day, noon + 6 * day]) {
    const accepted = acceptPoint(viewAt(time), arrival)
    assert.deepEqual(accepted, {
      ...viewAt(time),
      receivedAt: noon,
      retentionDays: 30,
      arrival: time > noon ? { drift: 6 * day } : {},
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

test('an id that the API could not be asked for is refused, as a tag or as a field', () => {
  const [most, more] = ['a'.repeat(1024), 'a'.repeat(1025)]
  for (const id of ['app_id', 'session_id', 'userid', 'view_id', 'event_id']) {
    const reason = `${id} has more than 1024 characters`
    const view = viewAt(noon)
    assert.equal(acceptPoint({ ...view, tags: { [id]: more } }, arrival), reason)
    assert.equal(acceptPoint({ ...view, fields: { [id]: more } }, arrival), reason)
    assert.notEqual(typeof acceptPoint({ ...view, tags: { [id]: most } }, arrival), 'string')
  }
})

test('a copy that arrives later on the same day gets the same time', () => {
  const one = acceptPoint(viewAt(4e12), arrival)
  const other = acceptPoint(viewAt(4e12), { ...arrival, receivedAt: noon + 3_600_000 })
  assert.ok(typeof one !== 'string' && typeof other !== 'string')
  assert.equal(one.time, other.time)
})

function timeInSession(time: number, fields: Point['fields']): [time: number, original: unknown] {
  const accepted = acceptPoint({ ...viewAt(time), fields }, arrival)
  assert.ok(typeof accepted !== 'string')
  return [accepted.time, accepted.fields['client_time']]
}

test('an event far outside of its session is moved to its nearest end, and the original stays beside it', () => {
  const started = noon - 3 * day
  const fields = { f: 1, session_started: started }
  const cases: [sent: number, kept: number][] = [
    [started, started],
    [started + 4 * 60 * minute, started + 4 * 60 * minute],
    [started - 5 * minute, started - 5 * minute],
    [started - 6 * minute, started - 5 * minute],
    [started - 2 * day, started - 5 * minute],
    [started + day, started + day],
    [noon, started + day],
    [Date.UTC(2099, 0, 1), started + day],
  ]
  for (const [sent, kept] of cases) {
    assert.deepEqual(timeInSession(sent, fields), [kept, sent === kept ? undefined : sent])
  }
})

test('a manual or debug session lasts as long as somebody wants', () => {
  const session_started = noon - 3 * day
  for (const own of ['session_manual', 'session_debug']) {
    assert.deepEqual(timeInSession(noon, { session_started, [own]: true }), [noon, undefined])
    assert.deepEqual(timeInSession(noon, { session_started, [own]: false }), [
      session_started + day,
      noon,
    ])
  }
})

test('a start of a session that cannot be moves no event', () => {
  for (const session_started of ['x', 1.5, -1, 0, noon - 31 * day, noon + 8 * day, 1e300]) {
    assert.deepEqual(timeInSession(noon, { f: 1, session_started }), [noon, undefined])
  }
})

test('a clock that runs ahead is noted, unless the SDK says how far it is off', () => {
  const ahead = acceptPoint(viewAt(noon + 5000), arrival)
  assert.ok(typeof ahead !== 'string')
  assert.deepEqual(ahead.arrival, { drift: 5000 })
  const told = acceptPoint({ ...viewAt(noon + 5000), fields: { f: 1, drift: 7000 } }, arrival)
  assert.ok(typeof told !== 'string')
  assert.equal(told.fields['drift'], 7000) // wins over what the arrival tells when the row is made
})

test('a measurement that is not of the contract is refused, with its name', () => {
  for (const measurement of ['session', 'log', 'cpu', 'constructor', '__proto__']) {
    const reason = EVENT_FORM.toEvent({ ...viewAt(noon), measurement })
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
