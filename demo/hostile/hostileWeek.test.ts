import assert from 'node:assert/strict'
import test from 'node:test'
import { readLines } from '../../collector/src/intake/lineProtocol.ts'
import { listHostileSessions, MIXED_COUNT, MIXED_ID } from './hostileWeek.ts'
import { KEYS_ID, RESOURCE_COUNT, RESOURCES_ID, VIEW_COUNT, VIEWS_ID } from './largeSessions.ts'
import { LONG_ID } from './textSessions.ts'
import { HOSTILE_TEXTS } from './texts.ts'

const OPTIONS = { appId: 'hostile', end: Date.UTC(2026, 10, 26, 12) }
const make = () =>
  listHostileSessions(OPTIONS).map(({ id, lines, logs = [] }) => ({
    id,
    lines: [...lines, ...logs],
  }))
const sessions = make()
const linesOf = (id: string): string[] => sessions.find((session) => session.id === id)?.lines ?? []

test('the same options give the same lines', () => {
  assert.ok(
    make().every(({ lines }, index) => lines.join() === sessions[index]?.lines.join()),
    'a session differs',
  )
})

test('the intake reads every line whole, so it is the reader who has to bear it', () => {
  const options = { precision: 'ms', receivedAt: OPTIONS.end } as const
  for (const { id, lines } of sessions) {
    for (const line of lines.slice(0, 100)) {
      const read = [...readLines(line, options)]
      assert.equal(read.length, 1, id)
      assert.ok(read[0] && 'point' in read[0], `${id}: ${JSON.stringify(read[0])}`)
    }
  }
})

test('a session has as many events, names or characters as its kind says', () => {
  assert.equal(linesOf(RESOURCES_ID).length, RESOURCE_COUNT + 1)
  assert.equal(linesOf(VIEWS_ID).length, VIEW_COUNT)
  assert.equal(linesOf(MIXED_ID).length, MIXED_COUNT)
  assert.equal(linesOf(LONG_ID).filter(({ length }) => length > 999_000).length, 9)
  const keys = linesOf(KEYS_ID).flatMap((line) => line.match(/key_\d+(?==)/g) ?? [])
  assert.equal(new Set(keys).size, 10_000)
  assert.equal(sessions.length, HOSTILE_TEXTS.length + 5)
})
