import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { explorerState } from './explorer.testkit.ts'
import { toDefaultState } from './explorerState.ts'
import { parseExplorerUrl, toExplorerUrl } from './explorerUrl.ts'

function parse(url: string) {
  const { pathname, search } = new URL(url, 'http://localhost')
  return parseExplorerUrl({ pathname, search })
}

test('every screen reads from its address as it was, without a note', () => {
  fc.assert(
    fc.property(explorerState, (state) => {
      assert.deepEqual(parse(toExplorerUrl(state)), { state, notes: [] })
    }),
    { numRuns: 2000 },
  )
})

test('the default screen has a plain address', () => {
  assert.equal(toExplorerUrl(toDefaultState()), '/sessions')
  assert.equal(toExplorerUrl(toDefaultState('longTasks')), '/long-tasks')
  assert.deepEqual(parse('/sessions/').state, toDefaultState())
})

test('any address is a screen, whose own address is stable', () => {
  const NAMES = ['query', 'range', 'from', 'to', 'tz', 'columns', 'sort', 'facets', 'group', 'live']
  const pair = fc.tuple(
    fc.oneof(fc.constantFrom(...NAMES, 'density', 'session', 'aside'), fc.string()),
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('1', '9m', ',', '\\', '-', 'none')),
  )
  fc.assert(
    fc.property(fc.string(), fc.array(pair, { maxLength: 8 }), (pathname, pairs) => {
      const { state } = parseExplorerUrl({
        pathname,
        search: new URLSearchParams(pairs).toString(),
      })
      const url = toExplorerUrl(state)
      assert.deepEqual(parse(url), { state, notes: [] })
    }),
    { numRuns: 3000 },
  )
})

test('odd parts of an address become the default, with a note', () => {
  const { state, notes } = parse(
    '/nowhere?range=5x&from=yesterday&to=x&tz=Mars&columns=,&sort=-&group=maybe&density=loose',
  )
  assert.deepEqual(state, toDefaultState())
  assert.deepEqual(
    notes.map(({ param }) => param),
    ['list', 'range', 'from', 'group', 'tz', 'columns', 'sort', 'density'],
  )
})

test('reads the addresses of before', () => {
  const { state } = parse('/sessions?app_id=shop&range=7d')
  assert.deepEqual(state, {
    ...toDefaultState(),
    appId: 'shop',
    range: { last: { count: 7, unit: 'd' } },
  })
})

test('a list without groups ignores the wish for them', () => {
  assert.equal(parse('/sessions?group=1').state.isGrouped, false)
  assert.equal(parse('/errors').state.isGrouped, true)
  assert.equal(parse('/errors?group=0').state.isGrouped, false)
})

test('a fixed range is never live', () => {
  const url = '/sessions?live=1&from=2026-11-20T00:00:00.000Z&to=2026-11-21T00:00:00.000Z'
  assert.equal(parse(url).state.isLive, false)
})
