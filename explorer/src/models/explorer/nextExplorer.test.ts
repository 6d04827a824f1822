import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toPresetColumns } from '../fields/columns.ts'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'
import { explorerState } from './explorer.testkit.ts'
import type { ExplorerState } from './explorerState.ts'
import { toDefaultState } from './explorerState.ts'
import { parseExplorerUrl, toExplorerUrl } from './explorerUrl.ts'
import { LIST_TYPES } from './listType.ts'
import type { ExplorerInput } from './nextExplorer.ts'
import { nextExplorer } from './nextExplorer.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const HOUR = 3_600_000
const env = { now: NOW, fields: FIELD_INDEX }

function run(state: ExplorerState, ...inputs: ExplorerInput[]): ExplorerState {
  return inputs.reduce((before, input) => nextExplorer(before, input, env).state, state)
}
const sessions = toDefaultState()

test('a switch of the list keeps the range, the application and the filters that apply', () => {
  const query = 'env:prod session_error_count:>2 ada error_type:TypeError'
  const before = {
    ...sessions,
    query,
    appId: 'shop',
    range: { last: { count: 7, unit: 'd' } },
  } as const
  const errors = run(before, { kind: 'switchList', list: 'errors' })
  assert.deepEqual(errors, {
    ...toDefaultState('errors'),
    query: 'env:prod ada error_type:TypeError',
    aside: 'session_error_count:>2',
    appId: 'shop',
    range: before.range,
  })
  const views = run(errors, { kind: 'switchList', list: 'views' })
  assert.equal(views.query, 'env:prod ada')
  assert.equal(views.aside, 'error_type:TypeError session_error_count:>2')
  const back = run(views, { kind: 'switchList', list: 'sessions' })
  assert.equal(back.query, 'env:prod ada error_type:TypeError session_error_count:>2')
  assert.equal(back.aside, '')
})

test('a search that applies, or has a mistake, is kept as typed', () => {
  for (const query of ['env:prod  AND  ada', 'user_name:"Ada', 'session_error_count:>']) {
    assert.equal(run({ ...sessions, query }, { kind: 'switchList', list: 'errors' }).query, query)
  }
})

test('a switch of the list takes the look that the person last chose there', () => {
  const look = { isGrouped: false, columns: ['time'], sort: undefined, facets: ['env'] }
  const errors = run(sessions, { kind: 'switchList', list: 'errors', look })
  assert.deepEqual([errors.isGrouped, errors.columns, errors.facets], [false, ['time'], ['env']])
})

test('filter and reverse filter change the search, and the address follows', () => {
  const field = { key: 'env', value: 'prod' }
  const { state, commands } = nextExplorer(sessions, { kind: 'filter', field }, env)
  assert.equal(state.query, 'env:prod')
  assert.deepEqual(commands, [{ kind: 'push', url: '/sessions?query=env%3Aprod' }])
  assert.equal(run(state, { kind: 'reverseFilter', field }).query, '-env:prod')
})

test('a column is added at the end and removed again, and the preset has no address', () => {
  const added = run(sessions, { kind: 'toggleColumn', key: '@plan' })
  assert.deepEqual(added.columns, [...toPresetColumns(sessions), '@plan'])
  assert.equal(run(added, { kind: 'toggleColumn', key: '@plan' }).columns, undefined)
})

test('a column with an order sorts, the largest first, and turns around', () => {
  const sorts = (list: ExplorerState, ...keys: string[]) =>
    run(list, ...keys.map((key) => ({ kind: 'sort', key }) as const)).sort
  assert.equal(sorts(sessions, 'time_spent'), '-time_spent')
  assert.equal(sorts(sessions, 'time_spent', 'time_spent'), 'time_spent')
  assert.equal(sorts(sessions, 'session_start'), 'session_start')
  assert.equal(sorts(sessions, 'session_start', 'session_start'), undefined)
  assert.equal(sorts(sessions, 'browser'), undefined)
  assert.equal(sorts(toDefaultState('errors'), 'users', 'users'), '-users')
})

test('a zoom fixes the range and ends live mode', () => {
  const live = run(sessions, { kind: 'setLive', isLive: true })
  assert.equal(live.isLive, true)
  const zoomed = run(live, { kind: 'zoom', window: { from: NOW, to: NOW - HOUR } })
  assert.deepEqual([zoomed.range, zoomed.isLive], [{ from: NOW - HOUR, to: NOW }, false])
  assert.equal(run(zoomed, { kind: 'setLive', isLive: true }).isLive, false)
})

test('groups have columns and an order of their own', () => {
  const views = { ...toDefaultState('views'), columns: ['time'] }
  const grouped = run(views, { kind: 'group', isGrouped: true })
  assert.deepEqual([grouped.isGrouped, grouped.columns], [true, undefined])
  assert.equal(run(sessions, { kind: 'group', isGrouped: true }), sessions)
})

test('the address is replaced for a change that Back should skip, and kept without a change', () => {
  const replaced = nextExplorer(sessions, { kind: 'setZone', zone: 'UTC' }, env)
  assert.deepEqual(replaced.commands, [{ kind: 'replace', url: '/sessions?tz=UTC' }])
  const unchanged = nextExplorer(sessions, { kind: 'search', query: '' }, env)
  assert.deepEqual(unchanged, { state: sessions, commands: [] })
})

test('whatever a person does, the address holds the whole screen', () => {
  const key = fc.constantFrom('env', 'time_spent', '@plan', 'count', 'session_start')
  const field = fc.record({ key, value: fc.oneof(fc.string(), fc.integer(), fc.boolean()) })
  const input = fc.oneof(
    fc.record({ kind: fc.constant('switchList'), list: fc.constantFrom(...LIST_TYPES) }),
    fc.record({ kind: fc.constant('group'), isGrouped: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('filter', 'reverseFilter'), field }),
    fc.record({ kind: fc.constantFrom('toggleColumn', 'sort'), key }),
    fc.record({ kind: fc.constant('zoom'), window: fc.constant({ from: NOW, to: NOW - HOUR }) }),
    fc.record({ kind: fc.constant('setLive'), isLive: fc.boolean() }),
  ) as fc.Arbitrary<ExplorerInput>
  fc.assert(
    fc.property(explorerState, fc.array(input, { maxLength: 6 }), (start, inputs) => {
      const state = run(start, ...inputs)
      const { pathname, search } = new URL(toExplorerUrl(state), 'http://localhost')
      assert.deepEqual(parseExplorerUrl({ pathname, search }), { state, notes: [] })
    }),
    { numRuns: 1000 },
  )
})

test('the drawer is one entry of the history, which closing it goes back from', () => {
  const row = { sessionId: 's1', appId: 'shop', eventId: undefined, time: undefined }
  const opened = nextExplorer(sessions, { kind: 'select', row }, env)
  const url = '/sessions?session=s1&session_app=shop'
  assert.deepEqual(opened.commands, [{ kind: 'push', url, isDrawer: true }])

  const inDrawer = { ...env, isDrawerEntry: true }
  const other = nextExplorer(
    opened.state,
    { kind: 'select', row: { ...row, eventId: 'e' } },
    inDrawer,
  )
  assert.deepEqual(other.commands, [{ kind: 'replace', url: `${url}&event=e`, isDrawer: true }])
  const close = { kind: 'select', row: undefined } as const
  assert.deepEqual(nextExplorer(other.state, close, inDrawer).commands, [{ kind: 'go', by: -1 }])
  // Opened by a link, or with another search since: the entry before shows something else.
  assert.deepEqual(nextExplorer(other.state, close, env).commands, [
    { kind: 'replace', url: '/sessions', isDrawer: false },
  ])
})

test('a filter keeps the drawer open, another list closes it', () => {
  const row = { sessionId: 's1', appId: 'shop', eventId: undefined, time: undefined }
  const opened = run(sessions, { kind: 'select', row })
  assert.deepEqual(run(opened, { kind: 'search', query: 'env:prod' }).selected, row)
  assert.equal(run(opened, { kind: 'switchList', list: 'errors' }).selected, undefined)
})
