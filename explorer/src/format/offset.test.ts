import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toOffsetText } from './offset.ts'

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
