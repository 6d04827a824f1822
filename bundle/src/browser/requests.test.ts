import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import type { PageRequest } from './requests.ts'
import { trackRequests } from './requests.ts'

const PAGE = 'https://shop.example/'

/** As much of an XHR as is tracked: the test says when it is answered. */
class FakeXhr extends EventTarget {
  readyState = 0
  status = 0
  open(_method: string, _url: string) {
    this.readyState = 1
  }
  setRequestHeader() {}
  send() {}
  abort() {
    const wasUnderWay = this.readyState > 0 && this.readyState < 4
    this.status = 0
    if (wasUnderWay) {
      this.answer(0, 'abort')
    }
    this.readyState = 0
  }
  answer(status: number, type = 'load') {
    this.readyState = 4
    this.status = status
    this.dispatchEvent(new Event('readystatechange'))
    // Without an event, where a handler has opened or aborted it.
    if (this.readyState === 4) {
      this.dispatchEvent(new Event(type))
    }
  }
}

function track(t: TestContext, fetch?: unknown) {
  const window = Object.assign(new EventTarget(), { fetch })
  const XMLHttpRequest = class extends FakeXhr {}
  for (const name of ['open', 'setRequestHeader', 'send'] as const) {
    Object.assign(XMLHttpRequest.prototype, { [name]: FakeXhr.prototype[name] })
  }
  const globals = { window, document: { baseURI: PAGE }, location: new URL(PAGE), XMLHttpRequest }
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  const begun: PageRequest[] = []
  const ended: PageRequest[] = []
  t.after(() => {
    for (const name of Object.keys(globals)) {
      Reflect.deleteProperty(globalThis, name)
    }
  })
  const toTrace = () => ({ headers: { 'x-trace': '1' }, tags: {} })
  t.after(trackRequests((request) => (request.endedAt ? ended : begun).push(request), toTrace))
  return {
    window: window as unknown as { fetch: (...args: unknown[]) => Promise<Response> },
    createXhr: () => new XMLHttpRequest(),
    begun,
    ended,
  }
}

test('a page whose stand-in for fetch returns no promise gets what that returns', (t) => {
  const { window } = track(t, () => 'mocked')
  assert.equal(window.fetch('/api'), 'mocked')
})

test('data: and blob: URLs are cut to their type, and others are kept', async (t) => {
  const { window, begun } = track(t, async () => new Response())
  for (const url of ['data:image/png;base64,aGVsbG8=', `blob:${PAGE}b-1`, `${PAGE}data:1;x#a`]) {
    await window.fetch(url)
  }
  assert.deepEqual(
    begun.map(({ name }) => name),
    ['data:image/png', 'blob:', `${PAGE}data:1;x`],
  )
})
