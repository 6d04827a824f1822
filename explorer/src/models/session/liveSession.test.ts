import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayGoOn, toSessionMark } from './liveSession.ts'

const MINUTE = 60_000
const life = { session_start: 0, time_spent: 10 * MINUTE * 1e6, session_status: 'ok' } as const

test('a session goes on until a timeout after its last event, or until its health says that it has ended; a crash is no end', () => {
  assert.ok(mayGoOn(life, 24 * MINUTE))
  assert.ok(!mayGoOn(life, 25 * MINUTE))
  for (const [status, isLive] of [
    ['', true],
    ['unhandled', true],
    ['exited', false],
    ['crashed', true],
    ['abnormal', false],
  ] as const) {
    assert.equal(mayGoOn({ ...life, session_status: status }, 11 * MINUTE), isLive, status)
  }
})

test('the mark differs once an event, time or another status has arrived', () => {
  const session = {
    session_view_count: 1,
    session_action_count: 11,
    session_error_count: 0,
    session_resource_count: 0,
    session_long_task_count: 0,
    time_spent: 5,
    session_status: 'ok',
  } as const
  const mark = toSessionMark(session)
  assert.equal(toSessionMark({ ...session }), mark)
  assert.notEqual(
    toSessionMark({ ...session, session_view_count: 11, session_action_count: 1 }),
    mark,
  )
  assert.notEqual(toSessionMark({ ...session, time_spent: 6 }), mark)
  assert.notEqual(toSessionMark({ ...session, session_status: 'exited' }), mark)
})
