import assert from 'node:assert/strict'
import test from 'node:test'
import { createObservable } from './observable.ts'

test('observers are called in the order in which they subscribed', () => {
  const observable = createObservable<number>()
  const calls: string[] = []
  observable.subscribe((value) => calls.push(`first ${value}`))
  observable.subscribe((value) => calls.push(`second ${value}`))
  observable.notify(1)
  observable.notify(2)
  assert.deepEqual(calls, ['first 1', 'second 1', 'first 2', 'second 2'])
})

test('an unsubscribed observer is not called; unsubscribing twice has no effect', () => {
  const observable = createObservable<number>()
  const heard: number[] = []
  const stop = observable.subscribe((value) => heard.push(value))
  observable.notify(1)
  stop()
  stop()
  observable.notify(2)
  assert.deepEqual(heard, [1])
})

test('an observer that subscribes during a round is called from the next round', () => {
  const observable = createObservable<number>()
  const late: number[] = []
  const stop = observable.subscribe(() => {
    stop()
    observable.subscribe((value) => late.push(value))
  })
  observable.notify(1)
  observable.notify(2)
  assert.deepEqual(late, [2])
})

test('an observer that is unsubscribed during a round is not called in it', () => {
  const observable = createObservable<number>()
  const heard: number[] = []
  observable.subscribe(() => stopSecond())
  const stopSecond = observable.subscribe((value) => heard.push(value))
  observable.notify(1)
  assert.deepEqual(heard, [])
})

test('a nested notification reaches each observer before the outer one continues', () => {
  const observable = createObservable<number>()
  const heard: number[] = []
  observable.subscribe((value) => value === 1 && observable.notify(2))
  observable.subscribe((value) => heard.push(value))
  observable.notify(1)
  assert.deepEqual(heard, [2, 1])
})
