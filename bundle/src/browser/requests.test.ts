import assert from 'node:assert/strict'
import test from 'node:test'
import { trackRequests } from './requests.ts'

test('a page whose stand-in for fetch returns no promise gets what that returns', (t) => {
  const window = Object.assign(new EventTarget(), { fetch: () => 'mocked' })
  const globals = { window, location: new URL('https://shop.example/'), XMLHttpRequest: class {} }
  Object.assign(globals.XMLHttpRequest.prototype, { open() {} })
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  t.after(() => {
    for (const name of Object.keys(globals)) {
      Reflect.deleteProperty(globalThis, name)
    }
  })
  const stop = trackRequests(() => {})
  t.after(stop)
  assert.equal((window.fetch as (url: string) => unknown)('/api'), 'mocked')
})
