import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import {
  copyContext,
  createContextStore,
  createGlobalContextProvider,
  createUserProvider,
} from './contexts.ts'
import type { Context, Contribution } from './rawEvent.ts'

const AT = 0 as Timestamp

test('what the page changes later in its object changes nothing here', () => {
  const store = createContextStore()
  const given = { cart: { items: 1 } }
  store.set(given)
  given.cart.items = 2
  assert.deepEqual(store.get(), { cart: { items: 1 } })
})

test('what the page does to what it is given back changes nothing here', () => {
  const store = createContextStore()
  store.set({ cart: { items: 1 } })
  Object.assign(store.get()['cart'] as object, { items: 2 })
  assert.deepEqual(store.get(), { cart: { items: 1 } })
})

test('set replaces all, setProperty one, removeProperty takes one away', () => {
  const store = createContextStore()
  store.set({ a: 1 })
  store.set({ b: 2, c: 3 })
  store.setProperty('c', { d: 4 })
  store.setProperty('e', 5)
  store.removeProperty('b')
  store.removeProperty('never there')
  assert.deepEqual(store.get(), { c: { d: 4 }, e: 5 })
})

test('a property that is set to undefined stays as it was', () => {
  const store = createContextStore()
  store.set({ a: 1 })
  store.setProperty('a', undefined)
  assert.deepEqual(store.get(), { a: 1 })
})

test('a context is plain data, whatever the page put into it', () => {
  const given: Context = { date: new Date(0), big: 5n, run: () => 1, none: Number.NaN }
  given['self'] = given
  const getter = Object.defineProperty({}, 'broken', {
    enumerable: true,
    get() {
      throw new Error('from the page')
    },
  })
  assert.deepEqual(copyContext({ ...given, getter }), {
    date: '1970-01-01T00:00:00.000Z',
    big: '5',
    none: null,
    self: { date: '1970-01-01T00:00:00.000Z', big: '5', none: null, self: '[circular]' },
    getter: { broken: '[unreadable]' },
  })
})

test('what is given in the place of a context is none', () => {
  for (const given of [undefined, null, 'text', 5, ['a'], () => 1, new EventTarget(), new Date()]) {
    assert.deepEqual(copyContext(given), {}, String(given))
  }
})

test('the global context becomes the context of every event', () => {
  const store = createContextStore()
  const provide = createGlobalContextProvider(store)
  store.set({ a: 1 })
  assert.deepEqual(provide(AT, 'action'), { context: { a: 1 } })
  store.set({})
  assert.deepEqual(provide(AT, 'action'), { context: {} })
})

function provideUser(user: Context): Contribution {
  const store = createContextStore()
  store.set(user)
  return createUserProvider(store)(AT, 'action') as Contribution
}

test("a user's id, name and email are tags, the rest is context", () => {
  assert.deepEqual(provideUser({ id: 'u1', name: 'Ann', email: 'a@x.example', plan: 'pro' }), {
    tags: { userid: 'u1', user_name: 'Ann', user_email: 'a@x.example', is_signin: 'T' },
    fields: { is_login: true },
    context: { plan: 'pro' },
  })
})

test('a user without an id is not signed in', () => {
  for (const user of [{}, { name: 'Ann' }, { id: null }, { id: '' }, { id: undefined }]) {
    assert.equal(provideUser(user).tags?.is_signin, 'F', JSON.stringify(user))
  }
})

test('an id may be a number, 0 too', () => {
  for (const id of [0, 42]) {
    const { tags } = provideUser({ id })
    assert.deepEqual([tags?.userid, tags?.is_signin], [String(id), 'T'])
  }
})
