import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Selection, SelectionInput } from './selection.ts'
import { EMPTY_SELECTION, isAllSelected, keepShown, nextSelection } from './selection.ts'

const ORDER = ['a', 'b', 'c', 'd', 'e']

const run = (...inputs: SelectionInput[]): Selection =>
  inputs.reduce((selection, input) => nextSelection(selection, input, ORDER), EMPTY_SELECTION)
const toggle = (key: string): SelectionInput => ({ kind: 'toggle', key })
const extend = (key: string): SelectionInput => ({ kind: 'extend', key })
const toKeys = ({ keys }: Selection): string[] => [...keys].sort()

test('a click toggles a row', () => {
  assert.deepEqual(toKeys(run(toggle('a'), toggle('c'), toggle('a'))), ['c'])
})

test('a click with Shift selects from the last click, in either direction', () => {
  assert.deepEqual(toKeys(run(toggle('d'), extend('b'))), ['b', 'c', 'd'])
  assert.deepEqual(toKeys(run(toggle('b'), extend('c'), extend('a'))), ['a', 'b', 'c'])
  assert.deepEqual(toKeys(run(extend('c'))), ['c'])
})

test('all rows are selected, then none', () => {
  const all = run(toggle('a'), { kind: 'toggleAll' })
  assert.deepEqual([toKeys(all), isAllSelected(all, ORDER)], [ORDER, true])
  assert.deepEqual(toKeys(nextSelection(all, { kind: 'toggleAll' }, ORDER)), [])
  assert.equal(isAllSelected(EMPTY_SELECTION, []), false)
})

test('rows that are no longer shown are no longer selected', () => {
  const kept = keepShown(run(toggle('a'), toggle('c')), ['a', 'b'])
  assert.deepEqual([toKeys(kept), kept.anchor], [['a'], undefined])
  const same = run(toggle('a'))
  assert.equal(keepShown(same, ORDER), same)
})
