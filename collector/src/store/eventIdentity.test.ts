import assert from 'node:assert/strict'
import test from 'node:test'
import type { Point } from '../../../protocol/point.ts'
import { computeEventIdentity } from './eventIdentity.ts'

function point(measurement: string, tags: Point['tags'], fields: Point['fields'] = {}): Point {
  return { measurement, tags, fields, time: 1 }
}

test('all updates of a view are one event, whatever event ids they carry', () => {
  const one = computeEventIdentity(point('view', { view_id: 'v' }, { event_id: 'a' }))
  const other = computeEventIdentity(point('view', { view_id: 'v' }, { event_id: 'b' }))
  assert.equal(one.hash, other.hash)
  assert.deepEqual([one.name, other.name], ['a', 'b'])
})

test('another event is known by the SDK’s event id, then by its own id, then by all it says', () => {
  const named = computeEventIdentity(point('error', { error_id: 'e' }, { event_id: 'a' }))
  assert.equal(named.name, 'a')
  assert.equal(named.hash, computeEventIdentity(point('error', {}, { event_id: 'a' })).hash)

  const own = computeEventIdentity(point('error', { error_id: 'e' }, { f: 1 }))
  assert.equal(own.name, 'e')
  assert.equal(own.hash, computeEventIdentity(point('error', { error_id: 'e' }, { f: 2 })).hash)

  const none = computeEventIdentity(point('error', { a: '1', b: '2' }, { f: 1, g: 2 }))
  assert.equal(none.name, none.hash)
  const reordered = computeEventIdentity(point('error', { b: '2', a: '1' }, { g: 2, f: 1 }))
  assert.equal(reordered.hash, none.hash)
  const different = computeEventIdentity(point('error', { a: '1', b: '2' }, { f: 1, g: 3 }))
  assert.notEqual(different.hash, none.hash)
})

test('events of two measurements are never one', () => {
  const hashes = ['view', 'resource', 'error', 'long_task', 'action'].map(
    (measurement) => computeEventIdentity(point(measurement, {}, { event_id: 'a' })).hash,
  )
  assert.equal(new Set(hashes).size, hashes.length)
})

test('a hash is 64 bits in decimal', () => {
  const { hash } = computeEventIdentity(point('view', { view_id: 'v' }))
  assert.ok(BigInt(hash) >= 0n && BigInt(hash) < 2n ** 64n)
})
