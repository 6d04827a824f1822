import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import { toDebugSession } from './debugSession.ts'

function toFormat(created: number, zone: string): string {
  const before = process.env['TZ']
  process.env['TZ'] = zone
  try {
    return toDebugSession({ id: 'x', started: created as Timestamp, expire: created as Timestamp })
      .format_created
  } finally {
    process.env['TZ'] = before ?? 'UTC'
  }
}

test('a debug session has the documented members, its id as text', () => {
  const created = 1_764_000_000_123 as Timestamp
  const session = toDebugSession({ id: 42, started: created, expire: created })
  assert.deepEqual(Object.keys(session), ['id', 'created', 'format_created'])
  assert.deepEqual([session.id, session.created], ['42', created])
})

test('its time is given in local time, to the millisecond', () => {
  const created = Date.UTC(2026, 0, 2, 3, 4, 5, 6)
  assert.equal(toFormat(created, 'UTC'), '2026-01-02 03:04:05.006')
  assert.equal(toFormat(created, 'Asia/Shanghai'), '2026-01-02 11:04:05.006')
  assert.equal(toFormat(created, 'America/New_York'), '2026-01-01 22:04:05.006')
  assert.equal(toFormat(created, 'Asia/Kolkata'), '2026-01-02 08:34:05.006')
})

test('summer time is the one of that day, not of today', () => {
  assert.equal(toFormat(Date.UTC(2026, 6, 1, 12), 'Europe/Berlin'), '2026-07-01 14:00:00.000')
  assert.equal(toFormat(Date.UTC(2026, 11, 1, 12), 'Europe/Berlin'), '2026-12-01 13:00:00.000')
})
