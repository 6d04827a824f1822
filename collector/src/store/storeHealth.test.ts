import assert from 'node:assert/strict'
import test from 'node:test'
import { createStoreHealth } from './storeHealth.ts'

test('the disk is asked only after a failed write, and not more than once a second', async () => {
  const clock = { ms: 0 }
  let probes = 0
  let isFull = false
  const write = async (): Promise<void> => {
    if (isFull) {
      throw new Error('no space left')
    }
  }
  const health = createStoreHealth({
    isFailing: false,
    probe: () => {
      probes++
      return write()
    },
    now: () => clock.ms,
  })
  await health.watch(write)
  assert.deepEqual([await health.isWritable(), probes], [true, 0])

  isFull = true
  await assert.rejects(health.watch(write), { message: 'no space left' })
  const answers = await Promise.all([health.isWritable(), health.isWritable()])
  assert.deepEqual([answers, probes], [[false, false], 1])
  assert.deepEqual([await health.isWritable(), probes], [false, 1])

  isFull = false
  clock.ms = 1000
  assert.deepEqual([await health.isWritable(), probes], [true, 2])
  assert.deepEqual([await health.isWritable(), probes], [true, 2])
})
