import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from './fakePage.testkit.ts'
import { trackUrlChanges } from './history.ts'

function track(t: TestContext, navigation?: EventTarget) {
  const { window } = fakePage(t)
  class History {
    pushState() {}
    replaceState() {}
  }
  for (const [name, value] of Object.entries({ History, history: new History() })) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
    t.after(() => Reflect.deleteProperty(globalThis, name))
  }
  Object.assign(window, { navigation })
  const changes: boolean[] = []
  const stop = trackUrlChanges((isReplaced) => changes.push(isReplaced))
  t.after(stop)
  return { window, changes, stop }
}

const entryChange = (navigationType: string | null) =>
  Object.assign(new Event('currententrychange'), { navigationType })

test('a navigation that the page intercepts is a change of its URL', (t) => {
  const navigation = new EventTarget()
  const { changes, stop } = track(t, navigation)
  for (const type of ['push', 'replace', 'traverse', null]) {
    navigation.dispatchEvent(entryChange(type))
  }
  assert.deepEqual(changes, [false, true, false, false])
  stop()
  navigation.dispatchEvent(entryChange('push'))
  assert.equal(changes.length, 4)
})

test('without a Navigation API, the methods of the history and the events of the window tell', (t) => {
  const { window, changes } = track(t)
  history.pushState(null, '', '#a')
  history.replaceState(null, '', '#b')
  window.dispatchEvent(new Event('popstate'))
  window.dispatchEvent(new Event('hashchange'))
  assert.deepEqual(changes, [false, true, false, false])
})
