import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveInput, LiveRows } from './liveRows.ts'
import { MAX_ARRIVED, nextLive, toLiveList, toLiveStart } from './liveRows.ts'

const LOADED = ['b', 'a']
/** `b 2` is the second state of row `b`. */
const toKey = (row: string): string => row.replace(/\W.*/, '')
const answer = (...rows: string[]) =>
  ({ kind: 'answer', rows, hasMore: false, loaded: LOADED }) as const
const SCROLLED = { kind: 'scroll', isAtTop: false } as const

function run(...inputs: LiveInput<string>[]): LiveRows<string> & { list: readonly string[] } {
  const state = inputs.reduce(
    (before, input) => nextLive(before, input, toKey),
    toLiveStart<string>(),
  )
  return { ...state, list: toLiveList(state, LOADED, toKey) }
}

test('new rows are at the top, and known ones are updated in place', () => {
  assert.deepEqual(run(answer('d', 'c', 'b 2')).list, ['d', 'c', 'b 2', 'a'])
  assert.deepEqual(run(answer('c', 'b'), answer('d', 'c 2')).list, ['d', 'c 2', 'b', 'a'])
})

test('nothing moves while the reader is scrolled, and a click shows what waits', () => {
  const waiting = run(SCROLLED, answer('c', 'b 2'), answer('d', 'c'))
  assert.deepEqual(
    [waiting.list, waiting.waiting],
    [
      ['b 2', 'a'],
      ['d', 'c'],
    ],
  )
  const shown = run(SCROLLED, answer('c'), answer('d'), { kind: 'showWaiting' })
  assert.deepEqual([shown.list, shown.waiting], [['d', 'c', 'b', 'a'], []])
})

test('rows that wait are shown when the reader scrolls back to the top', () => {
  const back = run(SCROLLED, answer('c'), { kind: 'scroll', isAtTop: true })
  assert.deepEqual(back.list, ['c', 'b', 'a'])
})

test('another question begins without arrived rows, and stays scrolled', () => {
  const next = run(SCROLLED, answer('c'), { kind: 'reset' })
  assert.deepEqual([next.waiting, next.list, next.isScrolled], [[], LOADED, true])
})

test('an answer without a known row, and with more behind it, leaves a gap that is not hidden', () => {
  const gap = run({ kind: 'answer', rows: ['z', 'y'], hasMore: true, loaded: LOADED })
  assert.deepEqual([gap.hasGap, gap.waiting, gap.list], [true, ['z', 'y'], LOADED])
  assert.equal(run({ ...answer('z', 'y', 'b'), hasMore: true }).hasGap, false)
  assert.equal(run(answer('z', 'y')).hasGap, false)
})

test('keeps a bounded number of rows, and asks for a reload beyond it', () => {
  const many = Array.from({ length: MAX_ARRIVED }, (_, index) => `r${index}`)
  const full = run(answer(...many), answer('x', 'r0'))
  assert.deepEqual([full.hasGap, full.shown.length], [true, MAX_ARRIVED])
})
