import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Span } from './timeScale.ts'
import { createTimeScale } from './timeScale.ts'

const at = (time: number): Span => ({ from: time, to: time })

test('time without long pauses is linear over the width', () => {
  const scale = createTimeScale([at(0), at(20_000), at(40_000)], {
    bounds: { from: 0, to: 40_000 },
    width: 400,
  })
  assert.equal(scale.stretches.length, 1)
  assert.deepEqual([0, 10_000, 40_000].map(scale.toX), [0, 100, 400])
  assert.equal(scale.toTime(100), 10_000)
})

test('an idle hour takes a few pixels, and the time around it keeps its proportion', () => {
  const hour = 3_600_000
  const scale = createTimeScale(
    [
      { from: 0, to: 10_000 },
      { from: 10_000 + hour, to: 20_000 + hour },
    ],
    {
      bounds: { from: 0, to: 20_000 + hour },
      width: 428,
    },
  )
  const gap = scale.stretches.find(({ isFolded }) => isFolded)
  assert.deepEqual(gap, { from: 10_000, to: 10_000 + hour, x: 200, width: 28, isFolded: true })
  assert.equal(scale.toX(15_000 + hour), 328)
  assert.equal(scale.toTime(328), 15_000 + hour)
  assert.equal(scale.toX(10_000 + hour / 2), 214)
})

test('of many pauses the longest are folded, so that most of the width shows what happened', () => {
  const busy = Array.from({ length: 10 }, (_, index) =>
    at(index * 100_000 + (index > 5 ? 600_000 : 0)),
  )
  const scale = createTimeScale(busy, { bounds: { from: 0, to: 1_500_000 }, width: 200 })
  const folded = scale.stretches.filter(({ isFolded }) => isFolded)
  assert.equal(folded.length, 2)
  assert.ok(folded.some(({ from }) => from === 500_000))
})

test('times outside the ends, and a session of one moment, stay on the axis', () => {
  const scale = createTimeScale([at(5)], { bounds: { from: 5, to: 5 }, width: 100 })
  assert.deepEqual([0, 5, 10].map(scale.toX), [0, 0, 0])
  const long = createTimeScale([at(0)], { bounds: { from: 0, to: 10 }, width: 100 })
  assert.deepEqual([-5, 15].map(long.toX), [0, 100])
})
