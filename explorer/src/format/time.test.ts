import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toIso, toLocalInput, toTimeText } from './time.ts'

const style = { locale: 'en-GB', timeZone: 'UTC' }
const time = Date.UTC(2026, 10, 20, 9, 5, 3, 250)

test('leaves out the year while it is the current one', () => {
  const now = Date.UTC(2026, 11, 31)
  assert.equal(toTimeText(time, now, style), '20 Nov, 09:05:03')
})

test('shows the year of another one', () => {
  const now = Date.UTC(2027, 0, 1)
  assert.equal(toTimeText(time, now, style), '20 Nov 2026, 09:05:03')
})

test('takes the year of the reader’s zone', () => {
  const newYear = Date.UTC(2027, 0, 1)
  const inBrazil = { locale: 'en-GB', timeZone: 'America/Sao_Paulo' }
  assert.equal(toTimeText(newYear, Date.UTC(2026, 5, 1), inBrazil), '31 Dec, 21:00:00')
})

test('writes ISO with milliseconds, and the bare number where there is no such day', () => {
  assert.equal(toIso(time), '2026-11-20T09:05:03.250Z')
  assert.equal(toIso(9e15), '9000000000000000')
})

test('a local input names the same moment when read back as local time', () => {
  const seconds = Math.floor(time / 1000) * 1000
  assert.equal(Date.parse(toLocalInput(time)), seconds)
})
