import assert from 'node:assert/strict'
import test from 'node:test'
import type { Row } from './sessionState.testkit.ts'
import {
  A,
  activity,
  addDebug,
  base,
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
} from './sessionState.testkit.ts'

const ROWS: Row[] = [
  ['init, nothing stored: a new automatic session', {}, start, { base: FRESH_A }],
  ['init, A live: resumed and extended', { base: A }, start, { base: EXTENDED_A }],
  [
    'init, A expired: the old record is closed once, at its last activity, and a new A begins',
    { base: EXPIRED_A },
    start,
    { base: FRESH_A, closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  ['init, M stored: resumed as it was', { base: M }, start, { base: M }],
  ['init, D stored: extended', { debug: D }, start, { debug: EXTENDED_D, base: FRESH_A }],
  ['init, after endSession: a new A on the next page', { isEnded: true }, start, { base: FRESH_A }],
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
    { base: M },
    start,
    { base: M },
    { isAutomatic: false },
  ],
  ['activity, A live: extended', { base: A }, activity, { base: EXTENDED_A }],
  [
    'activity, A expired: the old one ends at its last activity, and a new A begins',
    { base: EXPIRED_A },
    activity,
    { base: FRESH_A, closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  [
    'activity, A near its maximum: extended up to it and no further',
    { base: base('auto', 235 * MINUTE, MINUTE) },
    activity,
    { base: base('auto', 235 * MINUTE, 5 * MINUTE) },
  ],
  [
    'activity, A at its maximum: it ends there, however busy the page, and a new A begins',
    { base: base('auto', 241 * MINUTE, -MINUTE) },
    activity,
    { base: FRESH_A, closed: [['auto', 'exited', -MINUTE]] },
  ],
  ['activity, M on: A stays suspended', { base: M }, activity, { base: M }],
  ['activity after endSession: no id', { isEnded: true }, activity, { isEnded: true }],
  [
    'activity, D on: D is extended, and A beneath it',
    { debug: D, base: A },
    activity,
    { debug: EXTENDED_D, base: EXTENDED_A },
  ],
  [
    'activity, D expired: it does not come back',
    { debug: EXPIRED_D, base: A },
    activity,
    { base: EXTENDED_A },
  ],
  ['check, all live: nothing changes', { debug: D, base: M }, check, { debug: D, base: M }],
  [
    'check, A expired: it ends, and there is no id until activity',
    { base: EXPIRED_A },
    check,
    { closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  [
    'check, one millisecond before the expiry: live',
    { base: base('auto', 5 * MINUTE, 1) },
    check,
    { base: base('auto', 5 * MINUTE, 1) },
  ],
  ['D expires: back to M', { debug: EXPIRED_D, base: M }, check, { base: M }],
  ['D expires: back to A', { debug: EXPIRED_D, base: A }, check, { base: A }],
  [
    'D expires, A has expired too: no id',
    { debug: EXPIRED_D, base: EXPIRED_A },
    check,
    { closed: [['auto', 'exited', -15 * MINUTE]] },
  ],
  ['D is cleared: back to M', { debug: D, base: M }, clearDebug, { base: M }],
  ['D is cleared: back to A, not extended', { debug: D, base: A }, clearDebug, { base: A }],
  ['D is cleared where there is none', { base: M }, clearDebug, { base: M }],
  [
    'addDebugSession: what is beneath stays, not extended, and its record open',
    { base: A },
    addDebug('bug'),
    { debug: slot('bug', 0, 15 * MINUTE), base: A },
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
