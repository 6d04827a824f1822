import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import { createFeatureFlags } from './featureFlags.ts'
import type { Contribution } from './rawEvent.ts'

const at = (time: number) => time as Timestamp

/** The second view begins at 10. */
function createFlags() {
  const flags = createFeatureFlags((time) => ({
    tags: { view_id: time < 10 ? 'first' : 'second' },
  }))
  const read = (time: number, measurement: 'view' | 'error' | 'action' = 'view') => {
    const provided = flags.provide(at(time), measurement) as Contribution | undefined
    return provided?.fields?.feature_flags
  }
  return { add: flags.add, read }
}

test('views and errors have the flags of their view, as JSON; other events none', () => {
  const { add, read } = createFlags()
  add(at(1), 'new-cart', true)
  add(at(2), 'price', { tier: 'b' })
  add(at(3), 'new-cart', false)
  assert.equal(read(4), '{"new-cart":false,"price":{"tier":"b"}}')
  assert.equal(read(4, 'error'), read(4))
  assert.equal(read(4, 'action'), undefined)
})

test('the next view begins without any, and the last update of the one before keeps its own', () => {
  const { add, read } = createFlags()
  add(at(1), 'new-cart', true)
  assert.equal(read(11), undefined)
  assert.equal(read(9), '{"new-cart":true}')
  add(at(12), 'price', 'b')
  assert.equal(read(13), '{"price":"b"}')
})
