import assert from 'node:assert/strict'
import test from 'node:test'
import { createGate } from './gate.ts'

test('no more tasks run at a time than there are places, and all of them do in the end', async () => {
  const gate = createGate(2)
  let running = 0
  let most = 0
  const done: number[] = []
  const tasks = Array.from({ length: 7 }, (_, index) =>
    gate.run(async () => {
      running++
      most = Math.max(most, running)
      await Promise.resolve()
      running--
      done.push(index)
    }),
  )
  await Promise.all(tasks)
  assert.deepEqual([most, done], [2, [0, 1, 2, 3, 4, 5, 6]])
})

test('a task that fails gives its place to the next', async () => {
  const gate = createGate(1)
  const failed = gate.run(() => Promise.reject(new Error('no')))
  const next = gate.run(async () => 'yes')
  await assert.rejects(failed, { message: 'no' })
  assert.equal(await next, 'yes')
  assert.equal(await gate.run(async () => 'again'), 'again')
})
