import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { activePage, ORIGIN } from './pageActivity.testkit.ts'
import { trackPageActivity } from './pageActivity.ts'

/** Times of the last activity, since the page's start: one for each call back. */
function follow(t: TestContext) {
  const page = activePage(t)
  const ends: (number | undefined)[] = []
  const stop = trackPageActivity(page.deps, page.now(), (activeAt) =>
    ends.push(activeAt && activeAt - ORIGIN),
  )
  return { ...page, ends, stop }
}

test('a page that does nothing for 100 ms had no activity', (t) => {
  const { wait, ends, isObserved } = follow(t)
  wait(99)
  assert.deepEqual(ends, [])
  wait(1)
  assert.deepEqual(ends, [undefined])
  assert.equal(isObserved(), false)
})

test('mutations and resources go on until 100 ms without any; the last of them counts', (t) => {
  const { wait, ends, mutate, resource } = follow(t)
  wait(90)
  mutate()
  wait(90)
  resource('https://shop.example/a.png')
  wait(99)
  assert.deepEqual(ends, [])
  wait(1)
  assert.deepEqual(ends, [180])
})

test('a request that is under way keeps the page busy, however long it takes', (t) => {
  const { wait, ends, request, mutate } = follow(t)
  const end = request('https://shop.example/api')
  wait(5000)
  mutate()
  wait(5000)
  assert.deepEqual(ends, [])
  end()
  wait(100)
  assert.deepEqual(ends, [10_000])
})

test('what is excluded, what began before, and errors are no activity', (t) => {
  const page = activePage(t)
  const endEarlier = page.request('https://shop.example/api')
  page.wait(50)
  const earlier = (page.now() - 1) as typeof startedAt
  const startedAt = page.now()
  const ends: unknown[] = []
  trackPageActivity(page.deps, startedAt, (activeAt) => ends.push(activeAt))
  page.wait(60)
  endEarlier()
  page.request('https://shop.example/poll')
  page.resource('https://shop.example/poll?2')
  page.resource('https://shop.example/a.png', earlier)
  page.error()
  page.wait(40)
  assert.deepEqual(ends, [undefined])
})

test('stopping tells of what there was so far, once', (t) => {
  const { wait, ends, mutate, stop, isObserved } = follow(t)
  wait(10)
  mutate()
  stop()
  stop()
  wait(1000)
  assert.deepEqual(ends, [10])
  assert.equal(isObserved(), false)
})
