import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Timestamp } from './time.ts'
import { createValueHistory } from './valueHistory.ts'

const at = (time: number) => time as Timestamp

test('finds nothing before anything was set', () => {
  assert.equal(createValueHistory().find(at(0)), undefined)
})

test('a value is valid from its start, inclusive, to the start of the next', () => {
  const history = createValueHistory<string>()
  history.set(at(10), 'a')
  history.set(at(20), 'b')
  assert.deepEqual(
    [10, 19.9, 20, 1e9].map((time) => history.find(at(time))),
    ['a', 'a', 'b', 'b'],
  )
})

test('the first value also covers the time before it', () => {
  const history = createValueHistory<string>()
  history.set(at(10), 'a')
  history.set(at(20), 'b')
  assert.equal(history.find(at(-5)), 'a')
})

test('a value may end without a successor', () => {
  const history = createValueHistory<string | undefined>()
  history.set(at(10), 'a')
  history.set(at(20), undefined)
  assert.deepEqual([history.find(at(19)), history.find(at(20))], ['a', undefined])
})

test('of two values with the same start, the later one wins', () => {
  const history = createValueHistory<string>()
  history.set(at(10), 'a')
  history.set(at(20), 'b')
  history.set(at(20), 'c')
  assert.equal(history.find(at(20)), 'c')
})

test('keeps the last 50 values, and finds the oldest of them for earlier times', () => {
  const history = createValueHistory<number>()
  for (let time = 0; time < 1000; time++) {
    history.set(at(time), time)
  }
  assert.deepEqual(
    [history.find(at(950)), history.find(at(949)), history.find(at(0))],
    [950, 950, 950],
  )
})

test('finds the same value as a linear search', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 50 }),
      fc.nat(1000),
      (times, asked) => {
        const starts = times.sort((a, b) => a - b)
        const history = createValueHistory<number>()
        for (const start of starts) {
          history.set(at(start), start)
        }
        const before = starts.filter((start) => start <= asked)
        assert.equal(history.find(at(asked)), before.at(-1) ?? starts[0])
      },
    ),
  )
})
