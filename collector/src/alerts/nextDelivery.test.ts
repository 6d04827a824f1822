import assert from 'node:assert/strict'
import test from 'node:test'
import type { Delivery } from './nextDelivery.ts'
import { nextDelivery, WAITING } from './nextDelivery.ts'

const failure = { isDelivered: false, problem: 'it is down' }

test('a message is tried again after growing waits, and not for ever', () => {
  const waits: number[] = []
  let delivery: Delivery = WAITING
  for (let now = 0; delivery.state === 'waiting'; now = delivery.nextAt) {
    delivery = nextDelivery(delivery, failure, now)
    waits.push(delivery.nextAt - now)
  }
  const growing = waits.slice(0, -1)
  assert.deepEqual(
    growing,
    growing.toSorted((one, other) => one - other),
  )
  assert.deepEqual(
    [delivery.state, delivery.attempts, delivery.problem],
    ['failed', 11, 'it is down'],
  )
  assert.ok(growing.reduce((sum, wait) => sum + wait, 0) < 24 * 3_600_000)
})

test('a message that arrives keeps the number of its attempts, and no problem', () => {
  const failed = nextDelivery(WAITING, failure, 0)
  const delivered = nextDelivery(failed, { isDelivered: true, status: 204 }, 10_000)
  assert.deepEqual(delivered, {
    state: 'delivered',
    attempts: 2,
    status: 204,
    delivered_at: 10_000,
    nextAt: 0,
  })
})

test('a receiver that is gone for good is not asked again', () => {
  assert.equal(nextDelivery(WAITING, { isDelivered: false, status: 410 }, 0).state, 'failed')
})
