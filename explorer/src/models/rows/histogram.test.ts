import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toAxisEnd, toBars, toPlace, toStackQueries, toTime, toVisibleWindow } from './histogram.ts'

const histogram = (...counts: number[]) => ({
  interval: 10,
  buckets: counts.map((count, index) => ({ time: index * 10, count })),
})

test('stacks crashes on errors on the rest', () => {
  const bars = toBars({
    all: histogram(10, 4),
    errors: histogram(5, 0),
    crashes: histogram(2, 0),
  })
  assert.deepEqual(bars, [
    { from: 0, to: 10, ok: 5, errors: 3, crashes: 2, total: 10 },
    { from: 10, to: 20, ok: 4, errors: 0, crashes: 0, total: 4 },
  ])
})

test('the parts of a bar add up, even if the answers are of different moments', () => {
  const counts = fc.array(fc.nat(20), { maxLength: 6 })
  fc.assert(
    fc.property(counts, counts, counts, (all, errors, crashes) => {
      const parts = { errors: histogram(...errors), crashes: histogram(...crashes) }
      for (const bar of toBars({ all: histogram(...all), ...parts })) {
        assert.equal(bar.ok + bar.errors + bar.crashes, bar.total)
        assert.ok(Math.min(bar.ok, bar.errors, bar.crashes) >= 0)
      }
    }),
  )
})

test('a list without that division has whole bars', () => {
  assert.deepEqual(
    toBars({ all: histogram(3) }).map(({ ok, total }) => [ok, total]),
    [[3, 3]],
  )
})

test('narrows the search of the list for each part', () => {
  assert.deepEqual(toStackQueries('a OR b'), {
    errors: '(a OR b) session_error_count:>0',
    crashes: '(a OR b) session_has_crashed:true',
  })
})

test('the axis ends at a round number', () => {
  const end = (...counts: number[]) => toAxisEnd(toBars({ all: histogram(...counts) }))
  assert.deepEqual([end(), end(0), end(1), end(3), end(51), end(100)], [1, 1, 1, 5, 100, 100])
})

test('a place in the chart and its time invert each other', () => {
  const window = { from: 1000, to: 3000 }
  assert.equal(toPlace(1500, window), 0.25)
  assert.equal(toTime(0.25, window), 1500)
  assert.deepEqual([toPlace(0, window), toTime(2, window)], [0, 3000])
  assert.deepEqual(toVisibleWindow([5, 2, 9]), { from: 2, to: 9 })
  assert.equal(toVisibleWindow([]), undefined)
})
