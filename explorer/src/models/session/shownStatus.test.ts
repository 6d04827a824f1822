import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toShownStatus } from './shownStatus.ts'

const MINUTE = 60_000
const session = {
  session_start: 0,
  time_spent: 10 * MINUTE * 1e6,
  session_status: 'ok',
  session_has_crashed: false,
} as const

test('a session is open until a timeout after its last event; then its user has left', () => {
  assert.equal(toShownStatus(session, 24 * MINUTE), 'open')
  assert.equal(toShownStatus(session, 25 * MINUTE), 'left')
})

test('a reported end is shown as it is, however long ago', () => {
  for (const status of ['exited', 'crashed', 'unhandled', 'abnormal'] as const) {
    assert.equal(toShownStatus({ ...session, session_status: status }, 25 * MINUTE), status)
  }
})

test('a session without a record has crashed or has no status', () => {
  const unknown = { ...session, session_status: '' } as const
  assert.equal(toShownStatus(unknown, 25 * MINUTE), '')
  assert.equal(toShownStatus({ ...unknown, session_has_crashed: true }, 25 * MINUTE), 'crashed')
})
