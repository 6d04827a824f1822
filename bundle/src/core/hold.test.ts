import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHold } from './hold.ts'

test('runs earlier calls in order when it opens, and later calls at once', () => {
  const hold = createHold(false)
  const ran: number[] = []
  hold.run(() => ran.push(1))
  hold.run(() => ran.push(2))
  assert.deepEqual([ran.length, hold.isOpen()], [0, false])
  hold.open()
  hold.run(() => ran.push(3))
  assert.deepEqual(ran, [1, 2, 3])
  hold.open()
  assert.deepEqual([ran.length, hold.isOpen()], [3, true])
})

test('runs calls at once if it is created open', () => {
  let ran = 0
  createHold(true).run(() => ran++)
  assert.equal(ran, 1)
})

test('keeps the first 999 calls and drops the rest', () => {
  const hold = createHold(false)
  let ran = 0
  for (let call = 0; call < 2000; call++) {
    hold.run(() => ran++)
  }
  hold.open()
  assert.equal(ran, 999)
})
