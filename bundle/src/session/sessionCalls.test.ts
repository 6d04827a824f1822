import assert from 'node:assert/strict'
import test from 'node:test'
import type { Row } from './sessionState.testkit.ts'
import {
  A,
  base,
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
} from './sessionState.testkit.ts'

const ROWS: Row[] = [
  [
    'startSession, A on: its record ends, D stays',
    { debug: D, base: A },
    startManual(7),
    { debug: D, base: FRESH_M, closed: [['auto', 'exited']] },
  ],
  [
    'startSession, M open: replaced, and its record ends',
    { base: M },
    startManual(7),
    { base: FRESH_M, closed: [[M.id, 'exited']] },
  ],
  [
    'startSession, the id that is open: restarted under it, with a new record',
    { base: M },
    startManual(1764000000),
    { base: base(1764000000, 0, 0, { ...UNSENT, sid: 'new' }), closed: [[M.id, 'exited']] },
  ],
  ['startSession after endSession: on again', { isEnded: true }, startManual(7), { base: FRESH_M }],
  ['endSession, M on: ended', { base: M }, end, { isEnded: true, closed: [[M.id, 'exited']] }],
  ['endSession, A on: ended', { base: A }, end, { isEnded: true, closed: [['auto', 'exited']] }],
  [
    'endSession, only D active: ends what is beneath, D stays',
    { debug: D, base: M },
    end,
    { debug: D, isEnded: true, closed: [[M.id, 'exited']] },
  ],
  ['endSession, nothing on: idempotent', { isEnded: true }, end, { isEnded: true }],
  [
    "endSession with restartAfterEnd 'activity': the next activity may start another",
    { base: A },
    end,
    { closed: [['auto', 'exited']] },
    { restartAfterEnd: 'activity' },
  ],
  [
    'stopSession, A on: empty until the next activity',
    { base: A },
    stop,
    { closed: [['auto', 'exited']] },
  ],
  [
    'stopSession, D on: D stays',
    { debug: D, base: A },
    stop,
    { debug: D, closed: [['auto', 'exited']] },
  ],
  [
    'reset, A on: a new A, debug untouched',
    { debug: D, base: A },
    reset,
    { debug: D, base: FRESH_A, closed: [['auto', 'exited']] },
  ],
  ['reset, M on: a new M', { base: M }, reset, { base: FRESH_M, closed: [[M.id, 'exited']] }],
  ['reset after endSession: stays ended', { isEnded: true }, reset, { isEnded: true }],
  [
    'setUser, none → u1: the id is kept',
    { base: A },
    user('u1'),
    { base: { ...A, userHash: 'u1' } },
  ],
  [
    'setUser, u1 → u1: the id is kept',
    { base: { ...A, userHash: 'u1' } },
    user('u1'),
    { base: { ...A, userHash: 'u1' } },
  ],
  [
    'setUser, u1 → u2, A on: it ends, and a new A begins',
    { debug: D, base: { ...A, userHash: 'u1' } },
    user('u2'),
    { debug: D, base: { ...FRESH_A, userHash: 'u2' }, closed: [['auto', 'exited']] },
  ],
  [
    'setUser, u1 → u2, M on: it ends, and a new M begins',
    { base: { ...M, userHash: 'u1' } },
    user('u2'),
    { base: { ...FRESH_M, userHash: 'u2' }, closed: [[M.id, 'exited']] },
  ],
  [
    'setUser, u1 → u2 without resetOnUserChange: the id is kept, and the user it belongs to',
    { base: { ...A, userHash: 'u1' } },
    user('u2'),
    { base: { ...A, userHash: 'u1' } },
    { resetOnUserChange: false },
  ],
  ['setUser after endSession: stays ended', { isEnded: true }, user('u1'), { isEnded: true }],
  ['an error is counted', { base: A }, error, { base: { ...A, errors: 1 } }],
  [
    'a crash: the record closes as crashed, the session goes on',
    { base: A },
    crash,
    { base: { ...A, errors: 1, status: 'crashed' }, closed: [['auto', 'crashed']] },
  ],
  [
    'a second crash: counted, and not told again',
    { base: { ...A, errors: 1, status: 'crashed' } },
    crash,
    { base: { ...A, errors: 2, status: 'crashed' } },
  ],
  [
    'endSession after a crash: no second final status',
    { base: { ...A, errors: 1, status: 'crashed' } },
    end,
    { isEnded: true },
  ],
  [
    'A expires after a crash: no second final status',
    { base: { ...EXPIRED_A, status: 'crashed' } },
    check,
    {},
  ],
  ['an error without a session is nobody’s', {}, error, {}],
  [
    'the first update was handed to the network',
    { base: FRESH_A },
    { type: 'sent', sid: 'new' },
    { base: { ...FRESH_A, isSent: true } },
  ],
  [
    'a tab in view leaves its mark',
    { base: A, tabs: ['t1'] },
    { type: 'show', tab: 't2' },
    { base: A, tabs: ['t1', 't2'] },
  ],
  [
    'a mark that is there already is not left twice, nor moved',
    { base: A, tabs: ['t1', 't2'] },
    { type: 'show', tab: 't1' },
    { base: A, tabs: ['t1', 't2'] },
  ],
  [
    'a tab that is hidden takes its mark away',
    { base: A, tabs: ['t1', 't2'] },
    { type: 'hide', tab: 't1' },
    { base: A, tabs: ['t2'] },
  ],
  [
    'a tab in view was killed, none other was there: the record closes as abnormal, the id is kept',
    { base: A, tabs: ['t1', 'of the page that looked'] },
    killed(A, 't1'),
    {
      base: { ...A, status: 'abnormal' },
      tabs: ['of the page that looked'],
      closed: [['auto', 'abnormal', -5 * MINUTE]],
    },
  ],
  [
    'a tab in view was killed, and A goes on in the page that looked: it ended with its last activity before',
    { base: EXTENDED_A, tabs: ['t1'] },
    killed(A, 't1'),
    {
      base: { ...EXTENDED_A, status: 'abnormal' },
      closed: [['auto', 'abnormal', -5 * MINUTE]],
    },
  ],
  [
    'a tab in view was killed, another lives: nothing ends',
    { base: A, tabs: ['t1', 't2'] },
    killed(undefined, 't1'),
    { base: A, tabs: ['t2'] },
  ],
  [
    'a tab seemed to be killed, and was hidden meanwhile: nothing ends',
    { base: A, tabs: [] },
    killed(A, 't1'),
    { base: A },
  ],
  [
    'a tab in view was killed, and another session has begun since: that one goes on',
    { base: M, tabs: ['t1'] },
    killed(A, 't1'),
    { base: M },
  ],
  [
    'a tab in view was killed, and A has expired since: abnormal all the same',
    { base: EXPIRED_A, tabs: ['t1'] },
    killed(EXPIRED_A, 't1'),
    {
      base: { ...EXPIRED_A, status: 'abnormal' },
      closed: [['auto', 'abnormal', -15 * MINUTE]],
    },
  ],
]

for (const [name, state, event, expected, rules] of ROWS) {
  test(name, () => {
    assert.deepEqual(step(state, event, rules), expected)
  })
}
