import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { activePage } from '../pageActivity.testkit.ts'
import { trackLoadingTime } from './loadingTime.ts'
import type { ViewOrigin } from './view.ts'

interface Entries {
  readonly loadEventEnd?: number
  readonly wasHidden?: boolean
}

function follow(
  t: TestContext,
  loadingType: ViewOrigin['loadingType'],
  { loadEventEnd = 0, wasHidden = false }: Entries = {},
) {
  const page = activePage(t, { readyState: loadEventEnd ? 'loading' : 'complete' })
  t.mock.method(performance, 'getEntriesByType', (type: string) =>
    type === 'navigation' ? [{ loadEventEnd }] : wasHidden ? [{ name: 'hidden' }] : [],
  )
  const times: number[] = []
  const view = { startedAt: page.now(), loadingType }
  const stop = trackLoadingTime(page.deps, view, (time) => times.push(time))
  return { ...page, times, stop }
}

test('a route takes until the page has come to rest', (t) => {
  const { wait, mutate, times } = follow(t, 'route_change')
  wait(70)
  mutate()
  wait(100)
  assert.deepEqual(times, [70])
})

test('a route on which nothing happens has no loading time', (t) => {
  const { wait, mutate, times } = follow(t, 'route_change')
  wait(100)
  mutate()
  wait(1000)
  assert.deepEqual(times, [])
})

test('the load takes at least until the end of its event', (t) => {
  const { wait, mutate, load, times } = follow(t, 'initial_load', { loadEventEnd: 900 })
  wait(50)
  mutate()
  wait(850)
  assert.deepEqual(times, [])
  load()
  wait(1)
  assert.deepEqual(times, [900])
})

test('the load takes longer than its event where the page is busy longer', (t) => {
  const { wait, request, load, times } = follow(t, 'initial_load', { loadEventEnd: 300 })
  const end = request('https://shop.example/api')
  wait(300)
  load()
  wait(400)
  assert.deepEqual(times, [])
  end()
  wait(100)
  assert.deepEqual(times, [700])
})

test('a page that was hidden meanwhile has no loading time', (t) => {
  const { wait, mutate, hide, show, times } = follow(t, 'route_change')
  mutate()
  hide()
  show()
  wait(1000)
  assert.deepEqual(times, [])
})

test('nor has one that was hidden before the SDK was there', (t) => {
  const earlier = follow(t, 'initial_load', { loadEventEnd: 10, wasHidden: true })
  earlier.mutate()
  earlier.load()
  earlier.wait(1000)
  assert.deepEqual(earlier.times, [])
})

test('a view that ends while it loads has no loading time', (t) => {
  const { wait, mutate, stop, times } = follow(t, 'route_change')
  wait(10)
  mutate()
  stop()
  wait(1000)
  assert.deepEqual(times, [])
})
