import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemoryStorage } from '../storage.testkit.ts'
import { createStoredValue } from '../storedValue.ts'
import {
  addSearch,
  createSearchHistory,
  findSearches,
  parseHistory,
  toRecentKeys,
  toRecentValues,
} from './searchHistory.ts'

test('the latest search is first, once, and mistakes are not kept', () => {
  const searches = ['env:prod', 'ada', 'env:"prod"', '', 'env:', ' ada ']
  assert.deepEqual(searches.reduce<readonly string[]>(addSearch, []), ['ada', 'env:"prod"'])
})

test('keeps the last 100', () => {
  const history = Array.from({ length: 150 }, (_, index) => `a${index}`).reduce<readonly string[]>(
    addSearch,
    [],
  )
  assert.deepEqual([history.length, history[0], history.at(-1)], [100, 'a149', 'a50'])
})

test('finds searches by their words in any order', () => {
  const history = ['env:prod user:ada', 'env:stage']
  assert.deepEqual(findSearches(history, 'ADA prod'), ['env:prod user:ada'])
  assert.deepEqual(findSearches(history, ''), history)
})

test('lists keys and values that were used, the latest first, once', () => {
  const history = ['-env:(prod OR "the stage") ada', 'browser:Chrome env:prod', 'env:*x']
  assert.deepEqual(toRecentKeys(history), ['env', 'browser'])
  assert.deepEqual(toRecentValues(history, 'env'), ['prod', 'the stage'])
})

test('lasts beyond the page, and takes up what another tab has added', () => {
  const memory = createMemoryStorage()
  const open = () =>
    createSearchHistory(createStoredValue({ storage: () => memory, key: 'h', parse: parseHistory }))
  const [one, other] = [open(), open()]
  one.add('a')
  other.add('b')
  assert.deepEqual(open().read(), ['b', 'a'])
  one.clear()
  assert.deepEqual(other.read(), [])
})

test('a stored value of another form is an empty history', () => {
  for (const text of ['{', '{"a":1}', 'null', '[1,"a"]']) {
    const memory = createMemoryStorage()
    memory.setItem('h', text)
    const stored = createStoredValue({ storage: () => memory, key: 'h', parse: parseHistory })
    assert.deepEqual(stored.read(), text === '[1,"a"]' ? ['a'] : [])
  }
})

test('a blocked or full storage keeps the value as long as the page', () => {
  const blocked = (): Storage => {
    throw new DOMException('denied', 'SecurityError')
  }
  for (const storage of [blocked, () => createMemoryStorage(3)]) {
    const stored = createStoredValue({ storage, key: 'h', parse: parseHistory })
    stored.write(['ada'])
    assert.deepEqual(stored.read(), ['ada'])
  }
})
