import assert from 'node:assert/strict'
import test from 'node:test'
import { inSlices } from './inSlices.ts'

function spend(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until) {
    // the work of a step
  }
}

test('every item has its turn, in order', async () => {
  const seen: number[] = []
  await inSlices(
    Array.from({ length: 100 }, (_, index) => index),
    (item) => seen.push(item),
  )
  assert.deepEqual(
    seen,
    seen.map((_, index) => index),
  )
  assert.equal(seen.length, 100)
})

test('others run while many items are under way', async () => {
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns++
    if (!isDone) {
      setImmediate(count)
    }
  }
  setImmediate(count)
  await inSlices(Array(64), () => spend(1))
  isDone = true
  assert.ok(turns >= 4, `${turns} turns in 64 ms`)
})

test('a step that fails ends it', async () => {
  await assert.rejects(
    inSlices([1], () => {
      throw new Error('failed')
    }),
    /failed/,
  )
})
