import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toIso, toLocalInput, toTimeText } from './time.ts'

const style = { locale: 'en-GB', timeZone: 'UTC' }
const time = Date.UTC(2026, 10, 20, 9, 5, 3, 250)

test('omits the current year', () => {
  const now = Date.UTC(2026, 11, 31)
  assert.equal(toTimeText(time, now, style), '20 Nov, 09:05:03')
})

test('shows any other year', () => {
  const now = Date.UTC(2027, 0, 1)
  assert.equal(toTimeText(time, now, style), '20 Nov 2026, 09:05:03')
})

test('determines the year in the reader’s zone', () => {
  const newYear = Date.UTC(2027, 0, 1)
  const inBrazil = { locale: 'en-GB', timeZone: 'America/Sao_Paulo' }
  assert.equal(toTimeText(newYear, Date.UTC(2026, 5, 1), inBrazil), '31 Dec, 21:00:00')
})

test('writes ISO with milliseconds, or the number if it is not a valid date', () => {
  assert.equal(toIso(time), '2026-11-20T09:05:03.250Z')
  assert.equal(toIso(9e15), '9000000000000000')
})

test('the value of a local input parses to the same moment as local time', () => {
  const seconds = Math.floor(time / 1000) * 1000
  assert.equal(Date.parse(toLocalInput(time)), seconds)
})
