import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseLocalText, parseZone, toLocalText } from './zone.ts'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'browser',
]

test('a time written in a zone reads as the same second', () => {
  const time = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) })
  fc.assert(
    fc.property(time, fc.constantFrom(...ZONES), (ms, zone) => {
      const text = toLocalText(ms, zone)
      // In the hour that a clock repeats, one text stands for two times.
      assert.equal(toLocalText(parseLocalText(text, zone), zone), text)
    }),
    { numRuns: 2000 },
  )
})

test('reads times on both sides of a change of the clock', () => {
  const read = (text: string) => new Date(parseLocalText(text, 'Europe/Berlin')).toISOString()
  assert.equal(read('2026-03-29 01:59'), '2026-03-29T00:59:00.000Z')
  assert.equal(read('2026-03-29 03:00'), '2026-03-29T01:00:00.000Z')
  assert.equal(read('2026-10-25 03:00'), '2026-10-25T02:00:00.000Z')
})

test('an offset makes a text absolute', () => {
  assert.equal(parseLocalText('2026-11-20T09:00:00Z', 'Asia/Shanghai'), Date.UTC(2026, 10, 20, 9))
  assert.equal(parseLocalText('2026-11-20T09:00:00+08:00', 'UTC'), Date.UTC(2026, 10, 20, 1))
})

test('a text that is no time is NaN', () => {
  for (const text of ['', 'x', '2026-02-30', '2026-13-01', '2026-11-20 25:00', '20-11-2026']) {
    assert.ok(Number.isNaN(parseLocalText(text, 'UTC')), text)
  }
})

test('takes known zones, and no offsets', () => {
  assert.equal(parseZone('browser'), 'browser')
  assert.equal(parseZone('UTC'), 'UTC')
  assert.equal(parseZone('asia/shanghai'), 'Asia/Shanghai')
  for (const text of ['', 'Mars/Base', '+08:00', '<b>']) {
    assert.equal(parseZone(text), undefined, text)
  }
})
