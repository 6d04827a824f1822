import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { createBatch } from './batch.ts'

const LIMITS = { bytes: 20, count: 3 }

test('returns the added lines in order, once', () => {
  const batch = createBatch({ bytes: 1000, count: 50 })
  batch.add('one')
  batch.add('two')
  assert.deepEqual(batch.take(), [['one', 'two']])
  assert.deepEqual(batch.take(), [])
})

test('an update replaces the waiting line and moves to the end', () => {
  const batch = createBatch({ bytes: 1000, count: 50 })
  batch.add('view 1', 'v')
  batch.add('error')
  batch.add('view 2', 'v')
  batch.add('other view', 'w')
  assert.deepEqual(batch.take(), [['error', 'view 2', 'other view']])
  batch.add('view 3', 'v')
  assert.deepEqual(batch.take(), [['view 3']])
})

test('a numeric key does not collide with lines without a key', () => {
  const batch = createBatch({ bytes: 1000, count: 50 })
  batch.add('first')
  batch.add('view', '0')
  assert.deepEqual(batch.take(), [['first', 'view']])
})

test('is full at the count of lines, updates counted once', () => {
  const batch = createBatch({ bytes: 1000, count: 2 })
  batch.add('view 1', 'v')
  batch.add('view 2', 'v')
  assert.equal(batch.isFull(), false)
  batch.add('error')
  assert.equal(batch.isFull(), true)
  batch.take()
  assert.equal(batch.isFull(), false)
})

test('no piece exceeds the limits, except a single line that is larger', () => {
  const anyLine = fc.string({ unit: fc.constantFrom('a', 'é', '😀'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
      const batch = createBatch(LIMITS)
      for (const line of lines) {
        batch.add(line)
      }
      const pieces = batch.take()
      assert.deepEqual(pieces.flat(), lines)
      for (const piece of pieces) {
        assert.ok(piece.length === 1 || Buffer.byteLength(piece.join('\n')) <= LIMITS.bytes)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a piece is filled before the next one begins', () => {
  const batch = createBatch({ bytes: 8, count: 50 })
  for (const line of ['aaa', 'bbb', 'ccc', 'dd']) {
    batch.add(line)
  }
  assert.deepEqual(batch.take(), [
    ['aaa', 'bbb'],
    ['ccc', 'dd'],
  ])
})

test('logs and events never share a piece', () => {
  const batch = createBatch({ bytes: 45, count: 50 })
  for (const line of [
    'view a=1',
    'browser_log b=1',
    'error c=1',
    'browser_log d=1',
    'browser_log e=1',
  ]) {
    batch.add(line)
  }
  assert.deepEqual(batch.take(), [
    ['browser_log b=1', 'browser_log d=1'],
    ['browser_log e=1'],
    ['view a=1', 'error c=1'],
  ])
})
