import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseRangeText } from './parseRange.ts'
import type { Range } from './range.ts'
import {
  DEFAULT_RANGE,
  findRangeProblem,
  toInterval,
  toRangeParams,
  toShifted,
  toWindow,
  toZoom,
  toZoomOut,
} from './range.ts'
import { parseTimeSpan, printTimeSpan } from './timeSpan.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const HOUR = 3_600_000

test('reads the lengths that people type', () => {
  const cases: [text: string, span: string | undefined][] = [
    ['90m', '90m'],
    ['4h', '4h'],
    ['7d', '7d'],
    [' Last 4 hours ', '4h'],
    ['past 2 weeks', '2w'],
    ['30 min', '30m'],
    ['最近30分钟', '30m'],
    ['3 天', '3d'],
    ['0m', undefined],
    ['m', undefined],
    ['5 moons', undefined],
    ['999999w', undefined],
    ['1.5h', undefined],
    ['', undefined],
  ]
  for (const [text, expected] of cases) {
    const span = parseTimeSpan(text)
    assert.equal(span && printTimeSpan(span), expected, text)
  }
})

test('reads two times in the chosen zone', () => {
  const read = (text: string, zone = 'UTC') => parseRangeText(text, { zone, now: NOW })
  const day = Date.UTC(2026, 10, 20)
  assert.deepEqual(read('2026-11-20 09:00 - 2026-11-20 10:00'), {
    from: day + 9 * HOUR,
    to: day + 10 * HOUR,
  })
  assert.deepEqual(read('2026-11-20 to now'), { from: day, to: NOW })
  assert.deepEqual(read('2026/11/20 09:00 至 2026/11/20 10:00', 'Asia/Shanghai'), {
    from: day + HOUR,
    to: day + 2 * HOUR,
  })
  assert.equal(read('2026-11-20 10:00 - 2026-11-20 09:00'), undefined)
  assert.equal(read('yesterday'), undefined)
  assert.equal(read('2026-11-20'), undefined)
})

test('a relative range is open-ended in requests, a fixed one is not', () => {
  const fixed: Range = { from: NOW - HOUR, to: NOW }
  assert.deepEqual(toRangeParams(fixed, toWindow(fixed, NOW)), fixed)
  assert.deepEqual(toRangeParams(DEFAULT_RANGE, toWindow(DEFAULT_RANGE, NOW)), {
    from: NOW - 24 * HOUR,
  })
})

test('a drag in either direction selects the same window, at least a second wide', () => {
  assert.deepEqual(toZoom(NOW, NOW - HOUR), { from: NOW - HOUR, to: NOW })
  assert.deepEqual(toZoom(NOW - HOUR, NOW), { from: NOW - HOUR, to: NOW })
  assert.deepEqual(toZoom(NOW, NOW + 1.5), { from: NOW, to: NOW + 1000 })
})

test('zooming out and shifting end at the present', () => {
  const range = { from: NOW - 4 * HOUR, to: NOW - 2 * HOUR }
  assert.deepEqual(toZoomOut(range, NOW), { from: NOW - 6 * HOUR, to: NOW })
  assert.deepEqual(toShifted(range, NOW, -1), { from: NOW - 6 * HOUR, to: NOW - 4 * HOUR })
  assert.deepEqual(toShifted(range, NOW, 1), { from: NOW - 2 * HOUR, to: NOW })
  assert.deepEqual(toShifted({ from: NOW - HOUR, to: NOW }, NOW, 1), { from: NOW - HOUR, to: NOW })
})

test('the histogram has at most the wanted number of buckets, and not needlessly few', () => {
  const length = fc.integer({ min: 1000, max: 400 * 24 * HOUR })
  fc.assert(
    fc.property(length, fc.integer({ min: 20, max: 1000 }), (ms, maxBuckets) => {
      const window = { from: NOW - ms, to: NOW }
      const width = toInterval(window, maxBuckets)
      const count = Math.floor((window.to - 1) / width) - Math.floor(window.from / width) + 1
      assert.ok(count <= maxBuckets, `${count} of ${maxBuckets}`)
      assert.ok(width === 1000 || ms / width > maxBuckets / 4, `${ms / width} of ${maxBuckets}`)
    }),
  )
})

test('names the fault of two times', () => {
  assert.equal(findRangeProblem({ from: Number.NaN, to: NOW }), 'missing')
  assert.equal(findRangeProblem({ from: NOW, to: NOW }), 'order')
  assert.equal(findRangeProblem({ from: 0, to: NOW }), 'bounds')
  assert.equal(findRangeProblem({ from: NOW - 1, to: NOW }), undefined)
})
