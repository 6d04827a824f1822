import assert from 'node:assert/strict'
import test from 'node:test'
import type { FairQueue } from './fairQueue.ts'
import { createFairQueue, QueueFull } from './fairQueue.ts'

interface Tasks {
  queue: FairQueue<string>
  /** Tasks in the order in which they began. */
  begun: string[]
  ask(asker: string, task: string, signal?: AbortSignal): Promise<string>
  /** Asks what is not waited for. */
  askAlso(asker: string, task: string): void
  /** Ends a task that has begun. */
  end(task: string): Promise<void>
}

function createTasks({ places = ['only'], placesEach = 1, waitingEach = 10 } = {}): Tasks {
  const queue = createFairQueue({ places, placesEach, waitingEach })
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  function ask(name: string, task: string, signal?: AbortSignal): Promise<string> {
    return queue.run({ name, signal }, () => {
      begun.push(task)
      return new Promise((resolve) => ends.set(task, () => resolve(task)))
    })
  }
  return {
    queue,
    begun,
    ask,
    askAlso: (name, task) => {
      ask(name, task).catch(() => undefined)
    },
    async end(task) {
      ends.get(task)?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('an asker with one task waits for one task of an asker with many', async () => {
  const { askAlso, begun, end } = createTasks()
  for (const task of ['a1', 'a2', 'a3']) {
    askAlso('ada', task)
  }
  askAlso('bob', 'b1')
  await end('a1')
  await end('a2')
  await end('b1')
  assert.deepEqual(begun, ['a1', 'a2', 'b1', 'a3'])
})

test('one asker does not hold the last place', async () => {
  const { askAlso, begun } = createTasks({ places: ['1', '2'] })
  askAlso('ada', 'a1')
  askAlso('ada', 'a2')
  askAlso('bob', 'b1')
  assert.deepEqual(begun, ['a1', 'b1'])
})

test('a task that nobody waits for leaves the queue and never begins', async () => {
  const { ask, askAlso, begun, end, queue } = createTasks()
  const gone = new AbortController()
  askAlso('ada', 'a1')
  const abandoned = ask('ada', 'a2', gone.signal)
  askAlso('ada', 'a3')
  gone.abort(new Error('gone'))
  await assert.rejects(abandoned, { message: 'gone' })
  assert.equal(queue.waiting, 1)
  await end('a1')
  assert.deepEqual(begun, ['a1', 'a3'])
})

test('a task whose asker has gone before it is asked is refused', async () => {
  const { ask, begun } = createTasks()
  await assert.rejects(ask('ada', 'a1', AbortSignal.abort(new Error('gone'))), { message: 'gone' })
  assert.deepEqual(begun, [])
})

test('an asker with too many waiting tasks is refused; another one is not', async () => {
  const { ask, askAlso, queue } = createTasks({ waitingEach: 2 })
  for (const task of ['a1', 'a2', 'a3']) {
    askAlso('ada', task)
  }
  await assert.rejects(ask('ada', 'a4'), QueueFull)
  askAlso('bob', 'b1')
  assert.equal(queue.waiting, 3)
})

test('a task that fails tells its caller and frees its place', async () => {
  const queue = createFairQueue({ places: ['only'], placesEach: 1, waitingEach: 1 })
  const failed = queue.run({ name: 'ada' }, () => Promise.reject(new Error('no')))
  const next = queue.run({ name: 'ada' }, async () => 'yes')
  await assert.rejects(failed, { message: 'no' })
  assert.equal(await next, 'yes')
})

test('closing refuses what waits and resolves after what runs', async () => {
  const { ask, end, queue } = createTasks()
  const running = ask('ada', 'a1')
  const waiting = ask('ada', 'a2')
  let isClosed = false
  const closed = queue.close().then(() => {
    isClosed = true
  })
  await assert.rejects(waiting, QueueFull)
  assert.equal(isClosed, false)
  await end('a1')
  await closed
  assert.equal(await running, 'a1')
})
