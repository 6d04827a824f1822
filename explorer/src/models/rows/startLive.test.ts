import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { LIVE_INTERVAL_MS } from './liveMode.ts'
import { startLive } from './startLive.ts'

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
afterEach(() => mock.timers.reset())

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) {
    await Promise.resolve()
  }
}

function start() {
  const answers = [['b'], ['c', 'b'], ['d']]
  let visibilityState = 'visible'
  let listeners: (() => void)[] = []
  let asked = 0
  let scrolls = 0
  const live = startLive<string>({
    ask: async () => {
      asked++
      const rows = answers.shift()
      return rows ?? Promise.reject(new Error('away'))
    },
    toKey: (row) => row,
    scrollToTop: () => scrolls++,
    page: {
      get visibilityState() {
        return visibilityState
      },
      addEventListener: (_type, listener) => listeners.push(listener),
      removeEventListener: (_type, listener) => {
        listeners = listeners.filter((one) => one !== listener)
      },
    },
  })
  live.send({ kind: 'open', rows: ['a'] })
  return {
    live,
    counts: () => ({ asked, scrolls, listeners: listeners.length }),
    show(isVisible: boolean) {
      visibilityState = isVisible ? 'visible' : 'hidden'
      for (const listener of listeners) {
        listener()
      }
    },
    async turn() {
      mock.timers.tick(LIVE_INTERVAL_MS)
      await settle()
    },
  }
}

test('asks at once and at each interval, also after a failure', async () => {
  const { live, counts, turn } = start()
  live.send({ kind: 'turn', isOn: true })
  await settle()
  assert.deepEqual(live.state.value.rows, ['b', 'a'])
  for (const expected of [2, 3, 4, 5]) {
    await turn()
    assert.equal(counts().asked, expected)
  }
  assert.deepEqual(live.state.value.rows, ['d', 'c', 'b', 'a'])
  live.stop()
})

test('asks nothing while the page is hidden, and at once when it is seen again', async () => {
  const { live, counts, show, turn } = start()
  live.send({ kind: 'turn', isOn: true })
  await settle()
  show(false)
  await turn()
  assert.equal(counts().asked, 1)
  show(true)
  assert.equal(counts().asked, 2)
  live.stop()
})

test('shows rows that waited, at the top', async () => {
  const { live, counts, turn } = start()
  live.send({ kind: 'turn', isOn: true })
  await settle()
  live.send({ kind: 'scroll', isAtTop: false })
  await turn()
  assert.deepEqual(live.state.value.waiting, ['c'])
  live.send({ kind: 'showWaiting' })
  assert.deepEqual([live.state.value.rows, counts().scrolls], [['c', 'b', 'a'], 1])
  live.stop()
})

test('a stopped live mode asks nothing and listens to nothing', async () => {
  const { live, counts, turn } = start()
  live.send({ kind: 'turn', isOn: true })
  live.stop()
  await settle()
  await turn()
  assert.deepEqual(counts(), { asked: 1, scrolls: 0, listeners: 0 })
  assert.deepEqual(live.state.value.rows, ['a'])
})
