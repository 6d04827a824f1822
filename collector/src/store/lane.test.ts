import assert from 'node:assert/strict'
import test from 'node:test'
import { createLane } from './lane.ts'

test('tasks run one after another, in the order in which they came', async () => {
  const lane = createLane()
  const log: string[] = []
  const task = (name: string) => async (): Promise<string> => {
    log.push(`${name} starts`)
    await Promise.resolve()
    log.push(`${name} ends`)
    return name
  }
  const results = await Promise.all([lane.run(task('a')), lane.run(task('b'))])
  assert.deepEqual(results, ['a', 'b'])
  assert.deepEqual(log, ['a starts', 'a ends', 'b starts', 'b ends'])
})

test('the load counts what waits and what runs', async () => {
  const lane = createLane()
  const both = [lane.run(async () => undefined), lane.run(async () => undefined)]
  assert.equal(lane.load, 2)
  await Promise.all(both)
  assert.equal(lane.load, 0)
})

test('a task that fails tells its caller and lets the next one run', async () => {
  const lane = createLane()
  const failed = lane.run(() => Promise.reject(new Error('no')))
  const next = lane.run(async () => 'yes')
  await assert.rejects(failed, { message: 'no' })
  assert.equal(await next, 'yes')
  assert.equal(lane.load, 0)
})
