import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Duration, Timestamp } from '../core/time.ts'
import {
  A,
  activity,
  check,
  D,
  EXTENDED_A,
  EXTENDED_D,
  M,
  MINUTE,
  NEVER,
  NOW,
  RULES,
  start,
  step,
  visit,
} from './sessionState.testkit.ts'
import type { NextState, SessionEvent, SessionState } from './sessionState.ts'
import { isBefore, nextExpiry, nextState, withUnwrittenActivity } from './sessionState.ts'

test('clock goes back: the id is kept, and the session starts and expires by the new time', () => {
  const back = (NOW - 120 * MINUTE) as Timestamp
  for (const event of [check, activity, start]) {
    assert.deepEqual(step({ debug: D, visit: A }, event, {}, back), {
      debug: { id: 'debug', started: back, expire: back + 15 * MINUTE },
      visit: { ...A, started: back, expire: back + 15 * MINUTE },
    })
  }
  assert.deepEqual(step({ visit: M }, check, {}, back), { visit: { ...M, started: back } })
})

test('times that are none belong to no session', () => {
  const none = Number.NaN as Timestamp
  for (const broken of [
    { started: none, expire: D.expire },
    { started: D.started, expire: none },
  ]) {
    assert.equal(step({ debug: { ...D, ...broken } }, check)['debug'], undefined)
    assert.equal(step({ visit: { ...A, ...broken } }, check)['visit'], undefined)
  }
})

test('a session stored by somebody who counts otherwise ends by our rules', () => {
  const { visit: ageless } = nextState({ visit: visit('auto', MINUTE, 1e12) }, check, NOW, RULES)
  assert.equal(ageless?.expire, NOW + 15 * MINUTE)
  assert.equal(step({ visit: visit('auto', 241 * MINUTE, 1e12) }, check)['visit'], undefined)
})

test('the state is looked at again when the first of its sessions expires', () => {
  assert.equal(nextExpiry({ debug: D, visit: visit('a', 0, 5) }), NOW + 5)
  assert.equal(nextExpiry({ visit: M }), NEVER)
  assert.equal(nextExpiry({}), Infinity)
})

test('activity that was not written yet extends what is stored under the same id', () => {
  const stored = { debug: D, visit: A }
  const merged = withUnwrittenActivity(stored, { debug: EXTENDED_D, visit: EXTENDED_A })
  assert.deepEqual(merged, { debug: EXTENDED_D, visit: EXTENDED_A })
})

test('activity that was not written yet neither shortens, renames nor brings back a session', () => {
  const ours = { debug: D, visit: A }
  for (const stored of [{}, { visit: EXTENDED_A }, { visit: { ...A, id: 'of another tab' } }]) {
    const { debug, visit: kept } = withUnwrittenActivity(stored, ours)
    assert.deepEqual({ debug, visit: kept }, { debug: undefined, visit: undefined, ...stored })
  }
})

test('of two sessions that began at once, all tabs keep the same one', () => {
  const later = visit('auto', 4 * MINUTE, 0)
  const other = { ...A, sid: 'b' }
  assert.deepEqual([isBefore(A, later), isBefore(later, A)], [true, false])
  assert.deepEqual([isBefore(A, other), isBefore(other, A)], [true, false])
  const asked = { ...later, isManual: true }
  assert.deepEqual([isBefore(A, asked), isBefore(asked, A)], [false, true])
})

const anyEvent: fc.Arbitrary<SessionEvent['type']> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('activity' as const, 'check' as const) },
  fc.constantFrom(
    ...([
      'start',
      'end',
      'stop',
      'clearDebug',
      'addDebug',
      'startManual',
      'reset',
      'user',
    ] as const),
    ...(['error', 'sent', 'show', 'hide', 'killed'] as const),
  ),
)
const anyPause = fc.oneof(
  fc.integer({ min: 0, max: 20 * MINUTE }),
  fc.constantFrom(0, 15 * MINUTE, 15 * MINUTE - 1, 240 * MINUTE, -30 * MINUTE),
)
const anyDetail = fc.record({
  tab: fc.constantFrom('t1', 't2'),
  tabs: fc.subarray(['t1', 't2']),
  userHash: fc.constantFrom('u1', 'u2'),
  status: fc.constantFrom(undefined, 'crashed' as const),
  count: fc.constant(1),
})
const anySteps = fc.array(fc.tuple(anyEvent, anyDetail, anyPause), { maxLength: 60 })
const anyRules = fc.record({
  restartAfterEnd: fc.constantFrom('nextPage' as const, 'activity' as const, 'never' as const),
  resetOnUserChange: fc.boolean(),
  isAutomatic: fc.boolean(),
})
const BEGINS = ['start', 'activity', 'startManual', 'reset', 'user']

function verify(state: NextState, before: SessionState, type: string, now: number): void {
  const { debug, closed } = state
  // A killed tab is handled before an expiry.
  const open = type === 'killed' ? undefined : state.visit
  for (const { started, expire } of [debug, open].filter((each) => !!each)) {
    assert.ok(started <= now, 'nothing starts in the future')
    assert.ok(now < expire, 'what is expired is gone, the instant included')
  }
  if (open && open.sid !== before.visit?.sid) {
    assert.ok(BEGINS.includes(type), 'no renewal without activity')
    assert.equal(open.status, 'ok')
  }
  if (open && !open.isManual) {
    assert.ok(open.expire <= Math.min(now + RULES.timeout, open.started + RULES.maxDuration))
  }
  for (const { status, started, ended } of closed) {
    assert.notEqual(status, 'ok')
    assert.ok(ended === undefined || ended >= started, 'no duration is negative')
  }
}

test('whatever happens, and however the clock runs', () => {
  fc.assert(
    fc.property(anySteps, anyRules, (steps, given) => {
      const rules = { ...RULES, ...given }
      const told = new Set<string>()
      let state: NextState = { closed: [] }
      let now: number = NOW
      for (const [index, [type, detail, pause]] of steps.entries()) {
        now += pause
        const before = state
        const ids = { id: `id${index}`, manualId: index }
        const event = { ...detail, ...ids, type, visit: before.visit } as SessionEvent
        state = nextState(before, event, now as Timestamp, rules)
        verify(state, before, type, now)
        for (const { sid } of state.closed) {
          assert.ok(!told.has(sid), 'a final status is told once')
          told.add(sid)
        }
      }
    }),
    { numRuns: 3000 },
  )
})

test('an automatic session keeps its id for as long as no pause reaches the timeout', () => {
  const anyActivity = fc.array(fc.integer({ min: 0, max: RULES.timeout - 1 }), { maxLength: 40 })
  fc.assert(
    fc.property(anyActivity, (pauses) => {
      const rules = { ...RULES, maxDuration: 1e12 as Duration }
      let now = NOW
      let state = nextState({}, start, now, rules)
      for (const pause of pauses) {
        now = (now + pause) as Timestamp
        state = nextState(nextState(state, check, now, rules), activity, now, rules)
        assert.equal(state.visit?.started, NOW)
      }
    }),
  )
})
