import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Duration, Timestamp } from '../core/time.ts'
import type { SessionEvent, SessionRules, SessionState } from './sessionState.ts'
import { nextExpiry, nextState, reportedSession, withUnwrittenActivity } from './sessionState.ts'

const NOW = 1_764_000_000_000 as Timestamp
const SECOND = 1000
const MINUTE = 60 * SECOND
const NEVER = 1e14

const RULES: SessionRules = {
  timeout: (15 * MINUTE) as Duration,
  maxDuration: (240 * MINUTE) as Duration,
  debugTimeout: (15 * MINUTE) as Duration,
  newId: () => 'new',
}

/** A slot by how long ago it started and how long it has still to go. */
function slot(id: string | number, ago: number, left: number) {
  return { id, started: (NOW - ago) as Timestamp, expire: (NOW + left) as Timestamp }
}

const D = slot('debug', 5 * MINUTE, 10 * MINUTE)
const M = { ...slot(1764000000, 60 * MINUTE, 0), expire: NEVER as Timestamp }
const A = slot('auto', 5 * MINUTE, 10 * MINUTE)
const EXPIRED_A = slot('auto', 20 * MINUTE, 0)
const EXPIRED_D = slot('debug', 20 * MINUTE, 0)

const FRESH_A = slot('new', 0, 15 * MINUTE)
const EXTENDED_A = slot('auto', 5 * MINUTE, 15 * MINUTE)
const EXTENDED_D = slot('debug', 5 * MINUTE, 15 * MINUTE)

/** Without the slots that are empty. */
function step(state: SessionState, event: SessionEvent, now = NOW): SessionState {
  const entries = Object.entries(nextState(state, event, now, RULES))
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

type Row = [name: string, state: SessionState, event: SessionEvent, expected: SessionState]

const start = { type: 'start' } as const
const activity = { type: 'activity' } as const
const check = { type: 'check' } as const
const end = { type: 'end' } as const
const stop = { type: 'stop' } as const
const clearDebug = { type: 'clearDebug' } as const
const addDebug = (id: string) => ({ type: 'addDebug', id }) as const
const startManual = (id: string | number) => ({ type: 'startManual', id }) as const

const ROWS: Row[] = [
  ['init, nothing stored: a new automatic session', {}, start, { automatic: FRESH_A }],
  ['init, A live: resumed and extended', { automatic: A }, start, { automatic: EXTENDED_A }],
  ['init, A expired: a new one', { automatic: EXPIRED_A }, start, { automatic: FRESH_A }],
  ['init, M stored: resumed as it was', { manual: M }, start, { manual: M }],
  ['init, D stored: extended', { debug: D }, start, { debug: EXTENDED_D, automatic: FRESH_A }],
  ['activity, A live: extended', { automatic: A }, activity, { automatic: EXTENDED_A }],
  ['activity, A expired: a new one', { automatic: EXPIRED_A }, activity, { automatic: FRESH_A }],
  [
    'activity, A near its maximum: extended up to it and no further',
    { automatic: slot('auto', 235 * MINUTE, MINUTE) },
    activity,
    { automatic: slot('auto', 235 * MINUTE, 5 * MINUTE) },
  ],
  [
    'activity, A at its maximum: a new one, however busy the visit',
    { automatic: slot('auto', 240 * MINUTE, 0) },
    activity,
    { automatic: FRESH_A },
  ],
  ['activity, M on: A stays suspended', { manual: M }, activity, { manual: M }],
  [
    'activity, D on: D is extended, and A beneath it',
    { debug: D, automatic: A },
    activity,
    { debug: EXTENDED_D, automatic: EXTENDED_A },
  ],
  [
    'activity, D expired: it does not come back',
    { debug: EXPIRED_D, automatic: A },
    activity,
    { automatic: EXTENDED_A },
  ],
  ['check, all live: nothing changes', { debug: D, manual: M }, check, { debug: D, manual: M }],
  ['check, A expired: no id until activity', { automatic: EXPIRED_A }, check, {}],
  [
    'check, one millisecond before the expiry: live',
    { automatic: slot('auto', 5 * MINUTE, 1) },
    check,
    { automatic: slot('auto', 5 * MINUTE, 1) },
  ],
  ['D expires: back to M', { debug: EXPIRED_D, manual: M }, check, { manual: M }],
  ['D expires: back to A', { debug: EXPIRED_D, automatic: A }, check, { automatic: A }],
  ['D expires, A has expired too: no id', { debug: EXPIRED_D, automatic: EXPIRED_A }, check, {}],
  ['D is cleared: back to M', { debug: D, manual: M }, clearDebug, { manual: M }],
  [
    'D is cleared: back to A, not extended',
    { debug: D, automatic: A },
    clearDebug,
    { automatic: A },
  ],
  ['D is cleared, A has expired: no id', { debug: D, automatic: EXPIRED_A }, clearDebug, {}],
  ['D is cleared where there is none', { manual: M }, clearDebug, { manual: M }],
  [
    'addDebugSession: M and A stay beneath it, not extended',
    { manual: M, automatic: A },
    addDebug('bug'),
    { debug: slot('bug', 0, 15 * MINUTE), manual: M, automatic: A },
  ],
  [
    'addDebugSession, the same id again: extended, `created` kept',
    { debug: D },
    addDebug('debug'),
    { debug: EXTENDED_D },
  ],
  [
    'addDebugSession, the same id after its expiry: a new one',
    { debug: EXPIRED_D },
    addDebug('debug'),
    { debug: slot('debug', 0, 15 * MINUTE) },
  ],
  [
    'addDebugSession, another id: replaced',
    { debug: D },
    addDebug('bug'),
    { debug: slot('bug', 0, 15 * MINUTE) },
  ],
  [
    'startSession: A is suspended, D stays',
    { debug: D, automatic: A },
    startManual(7),
    { debug: D, manual: { id: 7, started: NOW, expire: NEVER as Timestamp } },
  ],
  [
    'startSession, M open: replaced',
    { manual: M },
    startManual(7),
    { manual: { id: 7, started: NOW, expire: NEVER as Timestamp } },
  ],
  [
    'startSession, the id that is open: restarted under it',
    { manual: M },
    startManual(M.id),
    { manual: { ...M, started: NOW } },
  ],
  ['endSession, M on: empty', { manual: M }, end, {}],
  ['endSession, A on: empty', { automatic: A }, end, {}],
  ['endSession, D on: ends what is beneath, D stays', { debug: D, manual: M }, end, { debug: D }],
  ['endSession, nothing on', {}, end, {}],
  ['stopSession, A on: empty until the next activity', { automatic: A }, stop, {}],
  ['stopSession, D on: D stays', { debug: D, automatic: A }, stop, { debug: D }],
]

for (const [name, state, event, expected] of ROWS) {
  test(name, () => {
    assert.deepEqual(step(state, event), expected)
  })
}

test('a clock that goes back keeps the id, and the session starts and expires by the new time', () => {
  const back = (NOW - 120 * MINUTE) as Timestamp
  for (const event of [check, activity, start]) {
    assert.deepEqual(step({ debug: D, automatic: A }, event, back), {
      debug: { id: 'debug', started: back, expire: back + 15 * MINUTE },
      automatic: { id: 'auto', started: back, expire: back + 15 * MINUTE },
    })
  }
  const manual = step({ manual: M }, check, back).manual
  assert.deepEqual(manual, { id: M.id, started: back, expire: NEVER })
})

test('times that are none belong to no session', () => {
  const none = Number.NaN as Timestamp
  const broken = { id: 'x', started: none, expire: D.expire }
  assert.deepEqual(step({ debug: broken, manual: broken, automatic: broken }, check), {})
  assert.deepEqual(step({ debug: { ...D, expire: none } }, check), {})
})

test('a session stored by somebody who counts otherwise ends by our rules', () => {
  const ageless = slot('auto', MINUTE, 1e12)
  assert.deepEqual(step({ automatic: ageless }, check).automatic?.expire, NOW + 15 * MINUTE)
  assert.deepEqual(step({ automatic: slot('auto', 241 * MINUTE, 1e12) }, check), {})
})

test('the state is looked at again when the first of its sessions expires', () => {
  assert.equal(nextExpiry({ debug: D, manual: M, automatic: slot('a', 0, 5) }), NOW + 5)
  assert.equal(nextExpiry({ manual: M }), NEVER)
  assert.equal(nextExpiry({}), Infinity)
})

test('the reported session is the first of debug, manual and automatic', () => {
  assert.deepEqual(reportedSession({ automatic: A, manual: M, debug: D }), { ...D, kind: 'debug' })
  assert.deepEqual(reportedSession({ automatic: A, manual: M }), { ...M, kind: 'manual' })
  assert.deepEqual(reportedSession({ automatic: A }), { ...A, kind: 'automatic' })
  assert.equal(reportedSession({}), undefined)
})

test('activity that was not written yet extends what is stored under the same id', () => {
  assert.deepEqual(withUnwrittenActivity({ automatic: A }, { automatic: EXTENDED_A }), {
    automatic: EXTENDED_A,
  })
})

test('activity that was not written yet neither shortens, renames nor brings back a session', () => {
  const ours = { debug: D, automatic: A }
  for (const stored of [
    {},
    { automatic: EXTENDED_A },
    { automatic: { ...A, id: 'of another tab' } },
    { manual: M },
  ]) {
    assert.deepEqual(withUnwrittenActivity(stored, ours), stored)
  }
})

const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(activity, check) },
  fc.constantFrom(start, end, stop, clearDebug),
  fc.record({
    type: fc.constantFrom('addDebug' as const, 'startManual' as const),
    id: fc.constantFrom('x', 'y', 1764000000001),
  }),
)
const anyPause = fc.oneof(
  fc.integer({ min: 0, max: 20 * MINUTE }),
  fc.constantFrom(0, 15 * MINUTE, 15 * MINUTE - 1, 240 * MINUTE, -30 * MINUTE),
)

test('whatever happens, and however the clock runs', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEvent, anyPause), { maxLength: 60 }), (steps) => {
      let made = 0
      const rules = { ...RULES, newId: () => `auto-${made++}` }
      let state: SessionState = {}
      let now: number = NOW
      for (const [event, pause] of steps) {
        now += pause
        const before = made
        state = nextState(state, event, now as Timestamp, rules)
        const { debug, manual, automatic } = state
        const reported = reportedSession(state)
        assert.equal(reported?.id, (debug ?? manual ?? automatic)?.id, 'the first active one')
        assert.ok(!(manual && automatic), 'one clock for one visit')
        for (const { started, expire } of [debug, manual, automatic].filter((each) => !!each)) {
          assert.ok(started <= now, 'nothing starts in the future')
          assert.ok(now < expire, 'what is expired is gone, the instant of expiry included')
        }
        if (event.type !== 'activity' && event.type !== 'start') {
          assert.equal(made, before, 'no renewal without activity')
        }
        if (automatic) {
          assert.ok(automatic.expire <= now + RULES.timeout)
          assert.ok(automatic.expire <= automatic.started + RULES.maxDuration)
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('an automatic session keeps its id for as long as no pause reaches the timeout', () => {
  const anyActivity = fc.array(fc.integer({ min: 0, max: RULES.timeout - 1 }), { maxLength: 40 })
  fc.assert(
    fc.property(anyActivity, (pauses) => {
      let made = 0
      const rules = { ...RULES, maxDuration: 1e12 as Duration, newId: () => `${made++}` }
      let now: number = NOW
      let state = nextState({}, start, NOW, rules)
      for (const pause of pauses) {
        now += pause
        state = nextState(
          nextState(state, check, now as Timestamp, rules),
          activity,
          now as Timestamp,
          rules,
        )
      }
      assert.equal(made, 1)
    }),
  )
})
