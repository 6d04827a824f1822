import assert from 'node:assert/strict'
import test from 'node:test'
import type { Row } from './sessionState.testkit.ts'
import {
  A,
  activity,
  addDebug,
  check,
  clearDebug,
  D,
  EXPIRED_A,
  EXPIRED_D,
  EXTENDED_A,
  EXTENDED_D,
  FRESH_A,
  M,
  MINUTE,
  slot,
  start,
  step,
  visit,
} from './sessionState.testkit.ts'

const ROWS: Row[] = [
  ['init, nothing stored: a new automatic session', {}, start, { visit: FRESH_A }],
  ['init, A live: resumed and extended', { visit: A }, start, { visit: EXTENDED_A }],
  [
    'init, A expired: the old record is closed once, at its last activity, and a new A begins',
    { visit: EXPIRED_A },
    start,
    { visit: FRESH_A, closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  ['init, M stored: resumed as it was', { visit: M }, start, { visit: M }],
  ['init, D stored: extended', { debug: D }, start, { debug: EXTENDED_D, visit: FRESH_A }],
  [
    'init, after endSession: a new A on the next page',
    { isEnded: true },
    start,
    { visit: FRESH_A },
  ],
  [
    "init, after endSession with restartAfterEnd 'never': none",
    { isEnded: true },
    start,
    { isEnded: true },
    { restartAfterEnd: 'never' },
  ],
  ['init without automatic sessions: no session', {}, start, {}, { isAutomatic: false }],
  [
    'init without automatic sessions, M stored: resumed',
    { visit: M },
    start,
    { visit: M },
    { isAutomatic: false },
  ],
  ['activity, A live: extended', { visit: A }, activity, { visit: EXTENDED_A }],
  [
    'activity, A expired: the old one ends at its last activity, and a new A begins',
    { visit: EXPIRED_A },
    activity,
    { visit: FRESH_A, closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  [
    'activity, A near its maximum: extended up to it and no further',
    { visit: visit('auto', 235 * MINUTE, MINUTE) },
    activity,
    { visit: visit('auto', 235 * MINUTE, 5 * MINUTE) },
  ],
  [
    'activity, A at its maximum: it ends there, however busy the visit, and a new A begins',
    { visit: visit('auto', 241 * MINUTE, -MINUTE) },
    activity,
    { visit: FRESH_A, closed: [['auto', 'exited', -MINUTE]] },
  ],
  ['activity, M on: A stays suspended', { visit: M }, activity, { visit: M }],
  ['activity after endSession: no id', { isEnded: true }, activity, { isEnded: true }],
  [
    'activity, D on: D is extended, and A beneath it',
    { debug: D, visit: A },
    activity,
    { debug: EXTENDED_D, visit: EXTENDED_A },
  ],
  [
    'activity, D expired: it does not come back',
    { debug: EXPIRED_D, visit: A },
    activity,
    { visit: EXTENDED_A },
  ],
  ['check, all live: nothing changes', { debug: D, visit: M }, check, { debug: D, visit: M }],
  [
    'check, A expired: it ends, and there is no id until activity',
    { visit: EXPIRED_A },
    check,
    { closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  [
    'check, one millisecond before the expiry: live',
    { visit: visit('auto', 5 * MINUTE, 1) },
    check,
    { visit: visit('auto', 5 * MINUTE, 1) },
  ],
  ['D expires: back to M', { debug: EXPIRED_D, visit: M }, check, { visit: M }],
  ['D expires: back to A', { debug: EXPIRED_D, visit: A }, check, { visit: A }],
  [
    'D expires, A has expired too: no id',
    { debug: EXPIRED_D, visit: EXPIRED_A },
    check,
    { closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  ['D is cleared: back to M', { debug: D, visit: M }, clearDebug, { visit: M }],
  ['D is cleared: back to A, not extended', { debug: D, visit: A }, clearDebug, { visit: A }],
  ['D is cleared where there is none', { visit: M }, clearDebug, { visit: M }],
  [
    'addDebugSession: what is beneath stays, not extended, and its record open',
    { visit: A },
    addDebug('bug'),
    { debug: slot('bug', 0, 15 * MINUTE), visit: A },
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
]

for (const [name, state, event, expected, rules] of ROWS) {
  test(name, () => {
    assert.deepEqual(step(state, event, rules), expected)
  })
}
