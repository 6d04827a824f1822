import assert from 'node:assert/strict'
import test from 'node:test'
import { createTurns } from './turns.ts'

interface Task {
  run: () => Promise<string>
  end: () => void
}

function createTask(name: string, started: string[]): Task {
  let end = (): void => {}
  const done = new Promise<string>((resolve) => {
    end = () => resolve(name)
  })
  return {
    run() {
      started.push(name)
      return done
    },
    end: () => end(),
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const never = new AbortController().signal

test('at most so many tasks run at a time, in the order of asking', async () => {
  const started: string[] = []
  const inTurn = createTurns(2)
  const tasks = ['a', 'b', 'c', 'd'].map((name) => createTask(name, started))
  const answers = tasks.map(({ run }) => inTurn(run, never))
  assert.deepEqual(started, ['a', 'b'])
  tasks[1]?.end()
  await pause()
  assert.deepEqual(started, ['a', 'b', 'c'])
  for (const { end } of tasks) {
    end()
  }
  assert.deepEqual(await Promise.all(answers), ['a', 'b', 'c', 'd'])
})

test('a task that fails makes room for the next', async () => {
  const inTurn = createTurns(1)
  const failing = inTurn(() => Promise.reject(new Error('no')), never)
  const next = inTurn(() => Promise.resolve('yes'), never)
  await assert.rejects(failing, /no/)
  assert.equal(await next, 'yes')
})

test('a task that is given up while it waits never starts, and keeps nobody waiting', async () => {
  const started: string[] = []
  const inTurn = createTurns(1)
  const first = createTask('first', started)
  const running = inTurn(first.run, never)
  const giving = new AbortController()
  const given = inTurn(createTask('given up', started).run, giving.signal)
  const last = createTask('last', started)
  const waiting = inTurn(last.run, never)
  giving.abort()
  await assert.rejects(given)
  first.end()
  last.end()
  await Promise.all([running, waiting])
  assert.deepEqual(started, ['first', 'last'])
})
