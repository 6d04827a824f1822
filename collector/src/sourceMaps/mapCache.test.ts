import assert from 'node:assert/strict'
import test from 'node:test'
import { createMapCache } from './mapCache.ts'

test('what was used least lately goes first, and the bytes stay below the limit', () => {
  const cache = createMapCache<string>(100)
  cache.set('a', 'A', 40)
  cache.set('b', 'B', 40)
  assert.equal(cache.get('a'), 'A')
  cache.set('c', 'C', 40)
  assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], ['A', undefined, 'C'])
  assert.equal(cache.bytes, 80)
  cache.set('huge', 'H', 101)
  assert.deepEqual([cache.get('huge'), cache.bytes], [undefined, 80])
  cache.set('a', 'A2', 10)
  assert.deepEqual([cache.get('a'), cache.bytes], ['A2', 50])
})
