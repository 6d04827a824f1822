import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { createOutboxStorage } from './outboxStorage.ts'

/** A `localStorage` with room for so many characters, the page's own included. */
function fakeLocalStorage(t: TestContext, quota: number, page: Record<string, string> = {}) {
  const items: Record<string, string> = { ...page }
  const size = () => Object.entries(items).flat().join('').length
  const methods = {
    getItem: (key: string) => items[key] ?? null,
    removeItem: (key: string) => Reflect.deleteProperty(items, key),
    setItem(key: string, value: string) {
      assert.doesNotThrow(
        () => JSON.parse(value),
        'a page that is killed here leaves what the next can read',
      )
      if (
        size() - (items[key] === undefined ? 0 : (key + items[key]).length) + (key + value).length >
        quota
      ) {
        throw new DOMException('full', 'QuotaExceededError')
      }
      items[key] = value
    },
  }
  const localStorage = new Proxy(methods, {
    get: (_, key) => items[String(key)] ?? Reflect.get(methods, key),
    ownKeys: () => Object.keys(items),
    getOwnPropertyDescriptor: (_, key) => ({
      value: items[String(key)],
      enumerable: true,
      configurable: true,
    }),
  })
  fakePage(t) // its window has no IndexedDB
  Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true })
  t.after(() => Reflect.deleteProperty(globalThis, 'localStorage'))
  return {
    /** Characters of ours. */
    used: () =>
      Object.entries(items)
        .filter(([key]) => key.startsWith('dataflux-rum:'))
        .flat()
        .join('').length,
    ids: () =>
      Object.keys(items)
        .filter((key) => key.startsWith('dataflux-rum:shop:'))
        .map((key) => key.slice('dataflux-rum:shop:'.length)),
    free: () => quota - size(),
  }
}

const MB = 1_000_000
const entries = (count: number, characters: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `e${index}`,
    lines: ['x'.repeat(characters)],
  }))

test('without IndexedDB, at most 256 kB are stored at exit, of all pages and applications together', (t) => {
  const storage = fakeLocalStorage(t, 5 * MB, {
    'dataflux-rum:other:e': 'x'.repeat(100_000),
    'of the page': 'x'.repeat(MB),
  })
  const outbox = createOutboxStorage('shop')
  outbox.saveNow(entries(100, 20_000))
  assert.ok(storage.used() <= 256_000)
  assert.ok(storage.used() > 200_000)
  assert.deepEqual(storage.ids(), ['e94', 'e95', 'e96', 'e97', 'e98', 'e99'])
  // The same again replaces itself.
  outbox.saveNow(entries(100, 20_000))
  assert.equal(storage.ids().length, 6)
})

test('of what is free, half is left to the page at least', (t) => {
  for (const free of [0, 1, 1000, 50_000, 300_000]) {
    const storage = fakeLocalStorage(t, MB + free, { page: 'x'.repeat(MB - 4) })
    createOutboxStorage('shop').saveNow(entries(100, 2000))
    assert.ok(storage.used() <= free / 2, `${storage.used()} of ${free}`)
    assert.ok(storage.used() >= free / 4 - 2100, `${storage.used()} of ${free}`)
  }
})

test('where not all can be stored, the younger half is: the mark of an entry that is gone is among it', (t) => {
  const storage = fakeLocalStorage(t, 5 * MB)
  createOutboxStorage('shop').saveNow([
    ...entries(1, 20),
    { id: 'large', lines: ['x'.repeat(256_000)] },
    { id: 'gone', lines: [] },
  ])
  assert.deepEqual(storage.ids(), ['gone'])
})
