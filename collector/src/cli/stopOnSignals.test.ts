import assert from 'node:assert/strict'
import test from 'node:test'
import { stopOnSignals } from './stopOnSignals.ts'

interface Host {
  signal(): void
  exits: number[]
  reports: string[]
  finishStop(): Promise<void>
}

function createHost(now: () => number): Host {
  const exits: number[] = []
  const reports: string[] = []
  const handlers: (() => void)[] = []
  let finish: () => void = () => undefined
  const stopped = new Promise<void>((resolve) => {
    finish = resolve
  })
  stopOnSignals(() => stopped, {
    on: (_signal, handle) => handlers.push(handle),
    exit: (code) => exits.push(code),
    now,
    report: (message) => reports.push(message),
  })
  return {
    exits,
    reports,
    signal: () => handlers[0]?.(),
    async finishStop() {
      finish()
      await stopped
    },
  }
}

test('a stop that ends in time exits with 0', async () => {
  const { signal, finishStop, exits } = createHost(() => 0)
  signal()
  await finishStop()
  assert.deepEqual(exits, [0])
})

test('a stop that takes too long ends within ten seconds, and says so', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { signal, exits, reports } = createHost(() => 0)
  signal()
  mock.timers.tick(10_000)
  assert.deepEqual(exits, [1])
  assert.match(String(reports), /took too long/)
})

test('a second signal at once is the same wish, one after a second ends it', () => {
  let now = 0
  const { signal, exits } = createHost(() => now)
  signal()
  now = 500
  signal()
  assert.deepEqual(exits, [])
  now = 1500
  signal()
  assert.deepEqual(exits, [1])
})
