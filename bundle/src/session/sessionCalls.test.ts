import assert from 'node:assert/strict'
import test from 'node:test'
import type { Row } from './sessionState.testkit.ts'
import {
  A,
  check,
  crash,
  D,
  EXPIRED_A,
  EXTENDED_A,
  end,
  error,
  FRESH_A,
  FRESH_M,
  killed,
  M,
  MINUTE,
  reset,
  startManual,
  step,
  stop,
  UNSENT,
  user,
  visit,
} from './sessionState.testkit.ts'

const ROWS: Row[] = [
  [
    'startSession, A on: its record ends, D stays',
    { debug: D, visit: A },
    startManual(7),
    { debug: D, visit: FRESH_M, closed: [['auto', 'exited']] },
  ],
  [
    'startSession, M open: replaced, and its record ends',
    { visit: M },
    startManual(7),
    { visit: FRESH_M, closed: [[M.id, 'exited']] },
  ],
  [
    'startSession, the id that is open: restarted under it, with a new record',
    { visit: M },
    startManual(1764000000),
    { visit: visit(1764000000, 0, 0, { ...UNSENT, sid: 'new' }), closed: [[M.id, 'exited']] },
  ],
  [
    'startSession after endSession: on again',
    { isEnded: true },
    startManual(7),
    { visit: FRESH_M },
  ],
  ['endSession, M on: ended', { visit: M }, end, { isEnded: true, closed: [[M.id, 'exited']] }],
  ['endSession, A on: ended', { visit: A }, end, { isEnded: true, closed: [['auto', 'exited']] }],
  [
    'endSession, only D active: ends what is beneath, D stays',
    { debug: D, visit: M },
    end,
    { debug: D, isEnded: true, closed: [[M.id, 'exited']] },
  ],
  ['endSession, nothing on: idempotent', { isEnded: true }, end, { isEnded: true }],
  [
    "endSession with restartAfterEnd 'activity': the next activity may start another",
    { visit: A },
    end,
    { closed: [['auto', 'exited']] },
    { restartAfterEnd: 'activity' },
  ],
  [
    'stopSession, A on: empty until the next activity',
    { visit: A },
    stop,
    { closed: [['auto', 'exited']] },
  ],
  [
    'stopSession, D on: D stays',
    { debug: D, visit: A },
    stop,
    { debug: D, closed: [['auto', 'exited']] },
  ],
  [
    'reset, A on: a new A, debug untouched',
    { debug: D, visit: A },
    reset,
    { debug: D, visit: FRESH_A, closed: [['auto', 'exited']] },
  ],
  ['reset, M on: a new M', { visit: M }, reset, { visit: FRESH_M, closed: [[M.id, 'exited']] }],
  ['reset after endSession: stays ended', { isEnded: true }, reset, { isEnded: true }],
  [
    'setUser, none → u1: the id is kept',
    { visit: A },
    user('u1'),
    { visit: { ...A, userHash: 'u1' } },
  ],
  [
    'setUser, u1 → u1: the id is kept',
    { visit: { ...A, userHash: 'u1' } },
    user('u1'),
    { visit: { ...A, userHash: 'u1' } },
  ],
  [
    'setUser, u1 → u2, A on: it ends, and a new A begins',
    { debug: D, visit: { ...A, userHash: 'u1' } },
    user('u2'),
    { debug: D, visit: { ...FRESH_A, userHash: 'u2' }, closed: [['auto', 'exited']] },
  ],
  [
    'setUser, u1 → u2, M on: it ends, and a new M begins',
    { visit: { ...M, userHash: 'u1' } },
    user('u2'),
    { visit: { ...FRESH_M, userHash: 'u2' }, closed: [[M.id, 'exited']] },
  ],
  [
    'setUser, u1 → u2 without resetOnUserChange: the id is kept',
    { visit: { ...A, userHash: 'u1' } },
    user('u2'),
    { visit: { ...A, userHash: 'u2' } },
    { resetOnUserChange: false },
  ],
  ['setUser after endSession: stays ended', { isEnded: true }, user('u1'), { isEnded: true }],
  ['an error is counted', { visit: A }, error, { visit: { ...A, errors: 1 } }],
  [
    'a crash: the record closes as crashed, the session goes on',
    { visit: A },
    crash,
    { visit: { ...A, errors: 1, status: 'crashed' }, closed: [['auto', 'crashed']] },
  ],
  [
    'a second crash: counted, and not told again',
    { visit: { ...A, errors: 1, status: 'crashed' } },
    crash,
    { visit: { ...A, errors: 2, status: 'crashed' } },
  ],
  [
    'endSession after a crash: no second final status',
    { visit: { ...A, errors: 1, status: 'crashed' } },
    end,
    { isEnded: true },
  ],
  [
    'A expires after a crash: no second final status',
    { visit: { ...EXPIRED_A, status: 'crashed' } },
    check,
    {},
  ],
  ['an error without a session is nobody’s', {}, error, {}],
  [
    'the first update was handed to the network',
    { visit: FRESH_A },
    { type: 'sent' },
    { visit: { ...FRESH_A, isSent: true } },
  ],
  [
    'a tab in view leaves its mark',
    { visit: A, tabs: ['t1'] },
    { type: 'show', tab: 't2' },
    { visit: A, tabs: ['t1', 't2'] },
  ],
  [
    'a mark that is there already is not left twice, nor moved',
    { visit: A, tabs: ['t1', 't2'] },
    { type: 'show', tab: 't1' },
    { visit: A, tabs: ['t1', 't2'] },
  ],
  [
    'a tab that is hidden takes its mark away',
    { visit: A, tabs: ['t1', 't2'] },
    { type: 'hide', tab: 't1' },
    { visit: A, tabs: ['t2'] },
  ],
  [
    'a tab in view was killed, none other was there: the record closes as abnormal, the id is kept',
    { visit: A, tabs: ['t1', 'of the page that looked'] },
    killed(A, 't1'),
    {
      visit: { ...A, status: 'abnormal' },
      tabs: ['of the page that looked'],
      closed: [['auto', 'abnormal', -5 * MINUTE]],
    },
  ],
  [
    'a tab in view was killed, and A goes on in the page that looked: it ended with its last activity before',
    { visit: EXTENDED_A, tabs: ['t1'] },
    killed(A, 't1'),
    {
      visit: { ...EXTENDED_A, status: 'abnormal' },
      closed: [['auto', 'abnormal', -5 * MINUTE]],
    },
  ],
  [
    'a tab in view was killed, another lives: nothing ends',
    { visit: A, tabs: ['t1', 't2'] },
    killed(undefined, 't1'),
    { visit: A, tabs: ['t2'] },
  ],
  [
    'a tab seemed to be killed, and was hidden meanwhile: nothing ends',
    { visit: A, tabs: [] },
    killed(A, 't1'),
    { visit: A },
  ],
  [
    'a tab in view was killed, and another session has begun since: that one goes on',
    { visit: M, tabs: ['t1'] },
    killed(A, 't1'),
    { visit: M },
  ],
  [
    'a tab in view was killed, and A has expired since: abnormal all the same',
    { visit: EXPIRED_A, tabs: ['t1'] },
    killed(EXPIRED_A, 't1'),
    {
      visit: { ...EXPIRED_A, status: 'abnormal' },
      closed: [['auto', 'abnormal', -15 * MINUTE]],
    },
  ],
]

for (const [name, state, event, expected, rules] of ROWS) {
  test(name, () => {
    assert.deepEqual(step(state, event, rules), expected)
  })
}
