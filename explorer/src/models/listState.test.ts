import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListState } from './listState.ts'
import { parseListState, toListPath } from './listState.ts'

const DEFAULTS: ListState = { range: { preset: '24h' }, appId: undefined, refreshSeconds: 0 }

test('the default state has a plain URL', () => {
  assert.equal(toListPath(DEFAULTS), '/')
  assert.deepEqual(parseListState(''), DEFAULTS)
})

const STATES: ListState[] = [
  { range: { preset: '15m' }, appId: 'demo_shop', refreshSeconds: 10 },
  {
    range: { from: 1_795_000_000_000, to: 1_795_000_060_500 },
    appId: undefined,
    refreshSeconds: 0,
  },
  { range: { preset: '24h' }, appId: 'a&b=c d/ü', refreshSeconds: 60 },
]

for (const state of STATES) {
  test(`${toListPath(state)} parses to the state that wrote it`, () => {
    assert.deepEqual(parseListState(toListPath(state).slice(1)), state)
  })
}

const NONSENSE = [
  '?range=2y',
  '?from=yesterday&to=today',
  '?from=2026-11-20T10:00:00Z',
  '?from=2026-11-20T10:00:00Z&to=2026-11-19T10:00:00Z',
  '?refresh=0.001&app_id=',
  '?range=__proto__',
]

for (const search of NONSENSE) {
  test(`${search} parses to the default`, () => assert.deepEqual(parseListState(search), DEFAULTS))
}
