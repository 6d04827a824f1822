import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHold } from './hold.ts'

test('what came before it is opened runs then, in order; what comes later at once', () => {
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

test('one that was never closed keeps nothing back', () => {
  let ran = 0
  createHold(true).run(() => ran++)
  assert.equal(ran, 1)
})

test('it keeps 999 calls, and no more', () => {
  const hold = createHold(false)
  let ran = 0
  for (let call = 0; call < 2000; call++) {
    hold.run(() => ran++)
  }
  hold.open()
  assert.equal(ran, 999)
})
