import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Selection, SelectionInput } from './selection.ts'
import { EMPTY_SELECTION, nextSelection, toSelectionState } from './selection.ts'

const ORDER = ['a', 'b', 'c', 'd', 'e']

const run = (...inputs: SelectionInput[]): Selection =>
  inputs.reduce(nextSelection, EMPTY_SELECTION)
const toggle = (key: string): SelectionInput => ({ kind: 'toggle', key })
const extend = (key: string): SelectionInput => ({ kind: 'extend', key, order: ORDER })
const TOGGLE_ALL: SelectionInput = { kind: 'toggleAll', order: ORDER }
const toKeys = ({ keys }: Selection): string[] => [...keys].sort()

test('a click toggles a row', () => {
  assert.deepEqual(toKeys(run(toggle('a'), toggle('c'), toggle('a'))), ['c'])
})

test('a click with Shift selects from the last click, in either direction', () => {
  assert.deepEqual(toKeys(run(toggle('d'), extend('b'))), ['b', 'c', 'd'])
  assert.deepEqual(toKeys(run(toggle('b'), extend('c'), extend('a'))), ['a', 'b', 'c'])
  assert.deepEqual(toKeys(run(extend('c'))), ['c'])
})

test('all loaded rows are selected, then none', () => {
  const all = run(toggle('a'), TOGGLE_ALL)
  assert.deepEqual([toKeys(all), toSelectionState(all, ORDER)], [ORDER, 'all'])
  assert.deepEqual(toKeys(run(TOGGLE_ALL, TOGGLE_ALL)), [])
  assert.equal(toSelectionState(run(toggle('a')), ORDER), 'some')
  assert.equal(toSelectionState(EMPTY_SELECTION, []), 'none')
})

test('rows that are no longer shown are no longer selected', () => {
  const kept = run(toggle('a'), toggle('c'), { kind: 'show', order: ['a', 'b'] })
  assert.deepEqual([toKeys(kept), kept.anchor], [['a'], undefined])
  const same = run(toggle('a'))
  assert.equal(nextSelection(same, { kind: 'show', order: ORDER }), same)
  assert.deepEqual(run(toggle('a'), { kind: 'clear' }), EMPTY_SELECTION)
})
