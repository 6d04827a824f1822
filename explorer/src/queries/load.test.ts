import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { QueryObserver } from '@tanstack/query-core'
import type { ProblemKind } from '../api/request.ts'
import type { Answer, Load } from './load.ts'
import { toLoad, toSettings } from './load.ts'
import { createQueryCache, resumeCancelled } from './queryCache.ts'
import type { SlowQueries } from './slowQueries.ts'
import { SLOW_AFTER_MS, startSlowQueries } from './slowQueries.ts'

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }))
afterEach(() => mock.timers.reset())

/** Lets promises settle without moving the clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve()
  }
}

async function tick(ms: number): Promise<void> {
  await settle()
  mock.timers.tick(ms)
  await settle()
}

interface Panel {
  open: (key: string | undefined) => void
  see: () => Omit<Load<string>, 'retry'>
  answer: (key: string, answer: string | Error) => Promise<void>
  asked: readonly string[]
  aborted: readonly string[]
  slow: SlowQueries
  resume: () => void
  stop: () => void
}

/** One panel, as `useQuery` drives it, over answers that the test gives. */
function startPanel({ isQuiet = false } = {}): Panel {
  const cache = createQueryCache()
  const slow = startSlowQueries(cache, Date.now)
  const asked: string[] = []
  const aborted: string[] = []
  const answers = new Map<string, (answer: string | Error) => void>()
  const toOptions = (key: string | undefined) =>
    toSettings<string>(
      key,
      (abort) => {
        asked.push(key ?? '')
        return new Promise((resolve, reject) => {
          answers.set(key ?? '', (given) =>
            given instanceof Error ? reject(given) : resolve(given),
          )
          abort.addEventListener('abort', () => {
            aborted.push(key ?? '')
            reject(abort.reason)
          })
        })
      },
      { isQuiet },
    )
  let shown: Answer<string> | undefined
  let current: string | undefined
  const observer = new QueryObserver<string>(cache, toOptions(undefined))
  const stopObserving = observer.subscribe(() => {})
  return {
    open(key) {
      current = key
      observer.setOptions(toOptions(key))
    },
    see() {
      const result = observer.getCurrentResult()
      if (result.data !== undefined && current !== undefined) {
        shown = { key: current, data: result.data }
      }
      const { retry: _, ...load } = toLoad(result, shown)
      return load
    },
    async answer(key, given) {
      await settle()
      answers.get(key)?.(given)
      await tick(0)
    },
    asked,
    aborted,
    slow,
    resume: () => resumeCancelled(cache),
    stop() {
      slow.stop()
      stopObserving()
    },
  }
}

const failure = (kind: ProblemKind, status = 0) =>
  Object.assign(new Error('x'), { problem: { kind, detail: '', status, code: '' } })

test('the old answer stays, marked as stale, until the new one is there, and the old request is aborted', async () => {
  const panel = startPanel()
  panel.open('a')
  await panel.answer('a', 'old')
  assert.deepEqual([panel.see().data, panel.see().isStale], ['old', false])
  panel.open('b')
  await settle()
  panel.open('c')
  await settle()
  assert.deepEqual(panel.aborted, ['b'])
  assert.deepEqual(
    [panel.see().data, panel.see().shownKey, panel.see().isStale],
    ['old', 'a', true],
  )
  await panel.answer('c', 'new')
  assert.deepEqual(
    [panel.see().data, panel.see().shownKey, panel.see().isStale],
    ['new', 'c', false],
  )
  panel.stop()
})

test('a question that was left is aborted, and a known answer is shown without a request', async () => {
  const panel = startPanel()
  panel.open('a')
  await panel.answer('a', 'one')
  panel.open('b')
  await settle()
  panel.open(undefined)
  await settle()
  assert.deepEqual(panel.aborted, ['b'])
  panel.open('a')
  assert.deepEqual([panel.see().data, panel.see().isStale, panel.asked], ['one', false, ['a', 'b']])
  panel.stop()
})

test('a failure that may pass is retried three times, and the old answer stays after the last', async () => {
  const panel = startPanel()
  panel.open('a')
  await panel.answer('a', 'old')
  assert.equal(panel.see().data, 'old')
  panel.open('b')
  for (const wait of [500, 1000, 2000]) {
    await panel.answer('b', failure('unreachable'))
    assert.equal(panel.see().problem, undefined)
    await tick(wait)
  }
  await panel.answer('b', failure('failed', 502))
  const { data, problem } = panel.see()
  assert.deepEqual([data, problem?.status, panel.asked.length], ['old', 502, 5])
  panel.stop()
})

test('a refusal is shown at once', async () => {
  const panel = startPanel()
  panel.open('a')
  await panel.answer('a', failure('forbidden', 403))
  assert.deepEqual([panel.see().problem?.kind, panel.asked], ['forbidden', ['a']])
  panel.stop()
})

test('a question is slow after a second, cancelling aborts it, and resuming asks it again', async () => {
  const panel = startPanel()
  panel.open('a')
  await tick(SLOW_AFTER_MS - 1)
  assert.equal(panel.slow.state.value.isSlow, false)
  await tick(1)
  assert.deepEqual(panel.slow.state.value, { isSlow: true, isRetrying: false })
  panel.slow.cancel()
  await tick(0)
  const { isCancelled, isLoading, problem } = panel.see()
  assert.deepEqual([isCancelled, isLoading, problem], [true, false, undefined])
  assert.deepEqual([panel.aborted, panel.slow.state.value.isSlow], [['a'], false])
  panel.resume()
  await panel.answer('a', 'rows')
  assert.deepEqual([panel.see().data, panel.see().isCancelled], ['rows', false])
  panel.stop()
})

test('a question that is retried says so', async () => {
  const panel = startPanel()
  panel.open('a')
  await tick(SLOW_AFTER_MS)
  await panel.answer('a', failure('unreachable'))
  assert.deepEqual(panel.slow.state.value, { isSlow: true, isRetrying: true })
  panel.stop()
})

test('a question that nobody waits for is never slow, and is not cancelled', async () => {
  const panel = startPanel({ isQuiet: true })
  panel.open('a')
  await tick(2 * SLOW_AFTER_MS)
  assert.equal(panel.slow.state.value.isSlow, false)
  panel.slow.cancel()
  await panel.answer('a', 'rows')
  assert.equal(panel.see().data, 'rows')
  panel.stop()
})
