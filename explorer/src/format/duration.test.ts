import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toDurationText, toOffsetText } from './duration.ts'

const MS = 1e6
const SECOND = 1e9
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const DURATIONS: [ns: number, text: string][] = [
  [0, '0 ms'],
  [400_000, '< 1 ms'],
  [320 * MS, '320 ms'],
  [999.4 * MS, '999 ms'],
  [999.6 * MS, '1.0 s'],
  [3.24 * SECOND, '3.2 s'],
  [59.94 * SECOND, '59.9 s'],
  [59.96 * SECOND, '1 m 00 s'],
  [4 * MINUTE + 12 * SECOND, '4 m 12 s'],
  [HOUR - 0.4 * SECOND, '1 h 00 m'],
  [HOUR + 3 * MINUTE, '1 h 03 m'],
  [26 * HOUR, '26 h 00 m'],
]

for (const [ns, text] of DURATIONS) {
  test(`formats ${ns} ns as ${text}`, () => assert.equal(toDurationText(ns), text))
}

const OFFSETS: [ms: number, text: string][] = [
  [0, '+00:00.000'],
  [3250, '+00:03.250'],
  [59_999.6, '+01:00.000'],
  [3_723_250, '+1:02:03.250'],
  [-120, '−00:00.120'],
  [-0.2, '+00:00.000'],
]

for (const [ms, text] of OFFSETS) {
  test(`formats ${ms} ms after the start as ${text}`, () => assert.equal(toOffsetText(ms), text))
}
