import assert from 'node:assert/strict'
import test from 'node:test'
import { ask, isAsking } from './ask.ts'
import { captureReports } from './captureReports.testkit.ts'
import { createObservable } from './observable.ts'

test('a callback is asked while it runs, nested ones and one that throws included', (t) => {
  captureReports(t)
  const seen: boolean[] = []
  const look = () => seen.push(isAsking())
  look()
  ask('outer', () => {
    ask('inner', look)
    ask('none', undefined)
    ask('throwing', () => {
      throw new Error('from the page')
    })
    look()
  })
  look()
  assert.deepEqual(seen, [false, true, true, false])
})

test('a muted observable notifies nobody, and goes on afterwards', () => {
  const heard: string[] = []
  const events = createObservable<string>(isAsking)
  events.subscribe((event) => heard.push(event))
  ask('callback', () => events.notify('within'))
  events.notify('after')
  assert.deepEqual(heard, ['after'])
})
