import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveCommand, LiveInput, LiveState } from './liveMode.ts'
import { LIVE_INTERVAL_MS, LIVE_ROWS, nextLive, toLiveStart } from './liveMode.ts'

const toKey = (row: string): string => row.replace(/\W.*/, '')

function run(...inputs: LiveInput<string>[]): {
  state: LiveState<string>
  commands: LiveCommand[]
} {
  let state = toLiveStart(['b', 'a'])
  let commands: readonly LiveCommand[] = []
  for (const input of inputs) {
    const step = nextLive(state, input, toKey)
    state = step.state
    commands = step.commands
  }
  return { state, commands: [...commands] }
}
const on = { kind: 'turn', isOn: true } as const
const scrolled = { kind: 'scroll', isAtTop: false } as const
const answer = (...rows: string[]) => ({ kind: 'answer', rows }) as const

test('asks when it is turned on, and again after each answer', () => {
  assert.deepEqual(run(on).commands, [{ kind: 'ask' }])
  assert.deepEqual(run(on, answer()).commands, [{ kind: 'wait', ms: LIVE_INTERVAL_MS }])
  assert.deepEqual(run(on, answer(), { kind: 'tick' }).commands, [{ kind: 'ask' }])
  assert.deepEqual(run(on, { kind: 'failure' }).commands, [{ kind: 'wait', ms: LIVE_INTERVAL_MS }])
})

test('asks one question at a time', () => {
  assert.deepEqual(run(on, { kind: 'tick' }).commands, [])
})

test('new rows are at the top, and known ones are updated in place', () => {
  const { state } = run(on, answer('d', 'c', 'b 2'))
  assert.deepEqual(state.rows, ['d', 'c', 'b 2', 'a'])
  assert.deepEqual(state.waiting, [])
})

test('while the person is scrolled, new rows wait and nothing moves', () => {
  const waiting = run(on, scrolled, answer('c', 'b 2'), answer('d', 'c 2'))
  assert.deepEqual(waiting.state.rows, ['b 2', 'a'])
  assert.deepEqual(waiting.state.waiting, ['d', 'c 2'])
  const shown = run(on, scrolled, answer('d', 'c'), { kind: 'showWaiting' })
  assert.deepEqual(shown.state.rows, ['d', 'c', 'b', 'a'])
  assert.deepEqual(shown.commands, [{ kind: 'scrollToTop' }])
  const back = run(on, scrolled, answer('c'), { kind: 'scroll', isAtTop: true })
  assert.deepEqual(back.state.rows, ['c', 'b', 'a'])
})

test('pauses while the page is hidden, and asks at once when it is seen again', () => {
  const hidden = { kind: 'pageVisible', isVisible: false } as const
  const visible = { kind: 'pageVisible', isVisible: true } as const
  assert.deepEqual(run(on, answer(), hidden).commands, [{ kind: 'stopWaiting' }])
  assert.deepEqual(run(on, hidden, answer('c')).commands, [])
  assert.deepEqual(run(on, hidden, answer('c')).state.rows, ['c', 'b', 'a'])
  assert.deepEqual(run(on, answer(), hidden, visible).commands, [{ kind: 'ask' }])
  assert.deepEqual(run(hidden, visible).commands, [])
})

test('an answer after it was turned off changes nothing', () => {
  const off = { kind: 'turn', isOn: false } as const
  const { state, commands } = run(on, off, answer('c'))
  assert.deepEqual([state.rows, commands], [['b', 'a'], []])
})

test('another question starts with its own rows', () => {
  const { state } = run(on, scrolled, answer('c'), { kind: 'open', rows: ['x'] })
  assert.deepEqual([state.rows, state.waiting, state.isScrolled], [['x'], [], false])
})

test('keeps a bounded number of rows', () => {
  const many = Array.from({ length: LIVE_ROWS + 5 }, (_, index) => `r${index}`)
  assert.equal(run(on, answer(...many)).state.rows.length, LIVE_ROWS)
})
