import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from '../core/captureReports.testkit.ts'
import { fakePage } from './fakePage.testkit.ts'
import { whenLoaded } from './whenLoaded.ts'

test('waits for the load event, and then for a task of its own', (t) => {
  const page = fakePage(t, { readyState: 'loading' })
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const callback = t.mock.fn()
  whenLoaded(callback)
  t.mock.timers.tick(0)
  page.load()
  assert.equal(callback.mock.callCount(), 0)
  t.mock.timers.tick(0)
  assert.equal(callback.mock.callCount(), 1)
})

test('is not called once it was stopped, be it before the event or after', (t) => {
  const page = fakePage(t, { readyState: 'loading' })
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const callback = t.mock.fn()
  whenLoaded(callback)()
  const stop = whenLoaded(callback)
  page.load()
  stop()
  t.mock.timers.tick(0)
  assert.equal(callback.mock.callCount(), 0)
})

test('a failure of ours in it does not reach the page', (t) => {
  const said = captureReports(t)
  fakePage(t)
  t.mock.timers.enable({ apis: ['setTimeout'] })
  whenLoaded(() => {
    throw new Error('ours, after load')
  })
  t.mock.timers.tick(0)
  assert.match(said[0] ?? '', /^debug: internal: Error: ours, after load/)
})
