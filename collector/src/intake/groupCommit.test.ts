import assert from 'node:assert/strict'
import test, { mock } from 'node:test'
import type { GroupCommit } from './groupCommit.ts'
import { createGroupCommit } from './groupCommit.ts'

const limits = { rows: 4, mostRows: 5, intervalMs: 200, queuedRows: 10, queuedBytes: 1000 }

let clock = 0

function commitTo(write: (rows: readonly string[]) => Promise<void>): GroupCommit<string> {
  return createGroupCommit({ write, limits, now: () => clock })
}

function pass(ms: number): void {
  clock += ms
  mock.timers.tick(ms)
}

/** A store whose writes end when the test says so. */
function heldStore(): {
  writes: string[][]
  write(rows: readonly string[]): Promise<void>
  end(index: number, error?: Error): void
} {
  const writes: string[][] = []
  const ends: ((error?: Error) => void)[] = []
  return {
    writes,
    write: (rows) => {
      writes.push([...rows])
      return new Promise((resolve, reject) => {
        ends.push((error) => (error ? reject(error) : resolve()))
      })
    },
    end: (index, error) => ends[index]?.(error),
  }
}

/** Returns what has become of an `add` once every promise that can settle has done so. */
async function stateOf(promise: Promise<void> | undefined): Promise<string> {
  let state = 'waiting'
  promise?.then(
    () => {
      state = 'stored'
    },
    (error: Error) => {
      state = error.message
    },
  )
  await tick()
  return state
}

/** Lets every promise that can settle do so. */
function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
test.afterEach(() => mock.timers.reset())

test('the first body after a quiet time is written at once, and answered after the write', async () => {
  const store = heldStore()
  const { add } = commitTo(store.write)
  const one = add(['a'], 1)
  const other = add(['b'], 1)
  pass(0)
  assert.deepEqual(store.writes, [['a', 'b']])
  assert.equal(await stateOf(one), 'waiting')
  store.end(0)
  assert.deepEqual([await stateOf(one), await stateOf(other)], ['stored', 'stored'])
})

test('what follows is gathered until the interval since the last write has passed', async () => {
  const store = heldStore()
  const { add } = commitTo(store.write)
  void add(['a'], 1)
  pass(0)
  store.end(0)
  await tick()
  pass(50)
  void add(['b'], 1)
  pass(149)
  void add(['c', 'd'], 1)
  assert.equal(store.writes.length, 1)
  pass(1)
  assert.deepEqual(store.writes[1], ['b', 'c', 'd'])
})

test('a full group is written at once', () => {
  const store = heldStore()
  const { add } = commitTo(store.write)
  void add(['a', 'b', 'c'], 1)
  void add(['d'], 1)
  assert.deepEqual(store.writes, [['a', 'b', 'c', 'd']])
})

test('one write runs at a time; what arrives meanwhile is the next group', async () => {
  const store = heldStore()
  const { add } = commitTo(store.write)
  void add(['a', 'b', 'c', 'd'], 1)
  void add(['e', 'f', 'g', 'h'], 1)
  void add(['i'], 1)
  assert.equal(store.writes.length, 1)
  store.end(0)
  await tick()
  assert.deepEqual(store.writes[1], ['e', 'f', 'g', 'h', 'i'])
})

test('a full queue takes nothing, until something has been written', async () => {
  const store = heldStore()
  const { add } = commitTo(store.write)
  void add(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], 1)
  assert.equal(add(['j', 'k'], 1), undefined)
  assert.equal(add(['j'], 1000), undefined)
  store.end(0)
  await tick()
  assert.ok(add(['j', 'k'], 1))
})

test('an empty queue takes a body that is larger than the queue', () => {
  const { add } = commitTo(heldStore().write)
  assert.ok(add(Array(50).fill('a'), 5000))
})

test('a body that cannot be written costs only itself', async () => {
  const written: string[] = []
  const { add } = commitTo(async (rows) => {
    if (rows.includes('bad')) {
      throw new Error('refused by the engine')
    }
    written.push(...rows)
  })
  const results = Promise.all([add(['a'], 1), add(['bad'], 1), add(['b'], 1)].map(stateOf))
  pass(0)
  assert.deepEqual(await results, ['stored', 'refused by the engine', 'stored'])
  assert.deepEqual(written, ['a', 'b'])
})

test('a flush writes what waits, and what is added while it runs, without waiting', async () => {
  const store = heldStore()
  const { add, flush } = commitTo(store.write)
  void add(['a'], 1)
  const flushed = flush()
  const late = add(['b'], 1)
  assert.deepEqual(store.writes, [['a']])
  store.end(0)
  await tick()
  assert.deepEqual(store.writes, [['a'], ['b']])
  store.end(1)
  await flushed
  assert.equal(await stateOf(late), 'stored')
})

test('what has piled up is written in groups that are not too large, and a larger body by itself', async () => {
  const store = heldStore()
  const { add } = commitTo(store.write)
  void add(['a'], 1)
  pass(0)
  void add(['b', 'c'], 1)
  void add(['d', 'e'], 1)
  const last = add(['f', 'g', 'h', 'i', 'j'], 1)
  for (const index of [0, 1, 2]) {
    store.end(index)
    await tick()
  }
  assert.deepEqual(store.writes, [['a'], ['b', 'c', 'd', 'e'], ['f', 'g', 'h', 'i', 'j']])
  assert.equal(await stateOf(last), 'stored')
})
