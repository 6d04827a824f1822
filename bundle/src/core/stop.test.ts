import assert from 'node:assert/strict'
import test from 'node:test'
import { stopAll } from './stop.ts'

test('stops in reverse order, and only once', () => {
  const stopped: string[] = []
  const stop = stopAll(
    () => stopped.push('first'),
    () => stopped.push('last'),
  )
  stop()
  stop()
  assert.deepEqual(stopped, ['last', 'first'])
})

test('a stop function may call the combined stop again', () => {
  let count = 0
  const stop = stopAll(
    () => count++,
    () => stop(),
  )
  stop()
  assert.equal(count, 1)
})
