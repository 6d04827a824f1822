import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { explorerState } from '../explorer/explorer.testkit.ts'
import { toDefaultState } from '../explorer/explorerState.ts'
import {
  findDefaultState,
  followViews,
  isDefault,
  isShown,
  parseDefaultViews,
  parsePrivateViews,
  parseViewDocument,
  putPrivateView,
  toggleDefault,
  toListViews,
  toPrivateView,
  toViewDraft,
  toViewState,
} from './savedView.ts'

const document = (body: Record<string, unknown>) => ({
  id: 'd1',
  app_id: '',
  name: 'Crashes',
  bound_to: '',
  is_private: false,
  body,
  updated_at: 5,
})

test('a shared view comes back as the screen that was saved, without the open session and live mode', () => {
  fc.assert(
    fc.property(explorerState, (state) => {
      const view = parseViewDocument(
        document(toViewDraft(state, { name: 'x', place: 'shared' }).body),
      )
      assert.ok(view)
      const { selected, isLive, aside } = toDefaultState()
      assert.deepEqual(toViewState(view), { ...state, selected, isLive, aside })
      assert.ok(isShown(view, state))
    }),
    { numRuns: 500 },
  )
})

test('a shared view belongs to the application of the screen, one of an account to all', () => {
  const state = { ...toDefaultState(), appId: 'shop' }
  const toOwner = (place: 'shared' | 'account') => {
    const {
      name,
      app_id: appId,
      is_private: isPrivate,
    } = toViewDraft(state, { name: ' Mine ', place })
    return [name, appId, isPrivate]
  }
  assert.deepEqual(toOwner('shared'), ['Mine', 'shop', false])
  assert.deepEqual(toOwner('account'), ['Mine', '', true])
})

test('a document that is no view is left out, and an odd address is the default screen', () => {
  assert.equal(parseViewDocument(document({})), undefined)
  assert.equal(parseViewDocument(document({ version: 2, url: '/' })), undefined)
  const odd = parseViewDocument(document({ version: 1, url: 'https://evil.example/' }))
  assert.deepEqual(odd && toViewState(odd), toDefaultState())
})

test('private views survive the storage, without what is no view', () => {
  const state = { ...toDefaultState('errors'), query: 'env:prod' }
  const views = putPrivateView([], toPrivateView({ id: 'a', name: 'Errors', state, now: 7 }))
  assert.deepEqual(parsePrivateViews(JSON.parse(JSON.stringify(views))), views)
  assert.deepEqual(parsePrivateViews([null, 1, { id: 1 }, ...views]), views)
  assert.deepEqual(parsePrivateViews({}), [])
})

test('a private view of the same id is replaced, and the oldest beyond 200 are dropped', () => {
  const put = (views: ReturnType<typeof parsePrivateViews>, id: string) =>
    putPrivateView(views, toPrivateView({ id, name: id, state: toDefaultState(), now: 0 }))
  assert.equal(put(put([], 'a'), 'a').length, 1)
  const many = Array.from({ length: 205 }, (_, index) => `v${index}`).reduce(put, [])
  assert.deepEqual([many.length, many.at(-1)?.id], [200, 'v5'])
})

test('a list shows its own views by name, private ones first', () => {
  const state = toDefaultState('errors')
  const mine = [toPrivateView({ id: 'm', name: 'Zebra', state, now: 0 })]
  const shared = ['b', 'a'].flatMap(
    (name) =>
      parseViewDocument({
        ...document(toViewDraft(state, { name, place: 'shared' }).body),
        name,
      }) ?? [],
  )
  const names = toListViews([...shared, ...mine], 'errors').map(({ name }) => name)
  assert.deepEqual(names, ['Zebra', 'a', 'b'])
  assert.deepEqual(toListViews(mine, 'views'), [])
})

test('a list opens with the view that was chosen for it, until that is taken back', () => {
  const state = { ...toDefaultState('errors'), query: 'env:prod' }
  const view = toPrivateView({ id: 'a', name: 'A', state, now: 0 })
  const chosen = toggleDefault({}, view)
  assert.deepEqual([findDefaultState(chosen, 'errors'), isDefault(chosen, view)], [state, true])
  assert.equal(findDefaultState(chosen, 'sessions'), undefined)
  assert.deepEqual(toggleDefault(chosen, view), {})
  const other = toPrivateView({ id: 'b', name: 'B', state: toDefaultState('errors'), now: 0 })
  assert.equal(isDefault(toggleDefault(chosen, other), view), false)
})

test('a default follows a change of its view', () => {
  const state = toDefaultState('errors')
  const view = toPrivateView({ id: 'a', name: 'A', state, now: 0 })
  const chosen = toggleDefault({}, view)
  assert.equal(followViews(chosen, [view]), chosen)
  const changed = toPrivateView({ ...view, state: { ...state, query: 'x' }, now: 1 })
  assert.equal(findDefaultState(followViews(chosen, [changed]), 'errors')?.query, 'x')
})

test('a stored default of another form, or of another list, is none', () => {
  assert.deepEqual(parseDefaultViews(null), {})
  assert.deepEqual(parseDefaultViews({ errors: 'a', views: { id: 1, url: '/views' } }), {})
  const wrong = parseDefaultViews({ errors: { id: 'a', url: '/views' } })
  assert.equal(findDefaultState(wrong, 'errors'), undefined)
})
