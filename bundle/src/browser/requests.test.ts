import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { countFailures } from '../core/guard.ts'
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
    // There is no event if a handler has opened the request again or aborted it.
    if (this.readyState === 4) {
      this.dispatchEvent(new Event(type))
    }
  }
}

function track(t: TestContext, fetch?: unknown) {
  const window = Object.assign(new EventTarget(), { fetch })
  const XMLHttpRequest = class extends FakeXhr {}
  for (const name of ['open', 'setRequestHeader', 'send', 'abort'] as const) {
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

test('members that a wrapper of the page has put on its promise are on the one that the page gets', async (t) => {
  class Request extends Promise<Response> {}
  const abort = () => {}
  const { window, ended } = track(t, () =>
    Object.assign(new Request((resolve) => resolve(new Response())), { abort, id: 7 }),
  )
  const answer = window.fetch('/api') as Promise<Response> & { abort: unknown; id: unknown }
  assert.ok(answer instanceof Request)
  assert.deepEqual([answer.abort, answer.id], [abort, 7])
  assert.equal((await answer).status, 200)
  assert.equal(ended.length, 1)
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

const send = (xhr: FakeXhr) => {
  xhr.open('GET', '/api')
  xhr.send()
}
const toOutcomes = (ended: PageRequest[]) => ended.map(({ status, failure }) => [status, failure])

test('an XHR that is reopened in its own handler was answered, and each of its requests ends once', (t) => {
  for (const type of ['load', 'readystatechange']) {
    const { ended, createXhr } = track(t)
    const xhr = createXhr()
    // Before ours, as `onload` is.
    let rounds = 0
    xhr.addEventListener(type, () => xhr.readyState === 4 && rounds++ < 2 && send(xhr))
    send(xhr)
    for (const status of [200, 404, 500]) {
      xhr.answer(status)
    }
    assert.deepEqual(toOutcomes(ended), [
      [200, undefined],
      [404, undefined],
      [500, undefined],
    ])
  }
})

test('`abort` after the answer changes nothing, and before it aborts', (t) => {
  const { ended, createXhr } = track(t)
  const [answered, early, loading, reopened, failed, unsent] = Array.from({ length: 6 }, createXhr)
  answered?.addEventListener('load', () => answered.abort())
  early?.addEventListener('readystatechange', () => early.abort())
  for (const xhr of [answered, early, loading, reopened, failed]) {
    send(xhr as FakeXhr)
  }
  answered?.answer(201)
  early?.answer(202)
  loading?.abort()
  reopened?.open('GET', '/api')
  failed?.answer(0, 'error')
  unsent?.open('GET', '/never')
  unsent?.abort()
  assert.deepEqual(toOutcomes(ended), [
    [201, undefined],
    [202, undefined],
    [0, 'aborted'],
    [0, 'aborted'],
    [0, 'failed'],
  ])
})

test('a `Request` that is used twice is rejected as without the SDK, and is no failure of it', async (t) => {
  const { window, ended } = track(t, async (input: Request) => {
    await new Request(input).text()
    return new Response()
  })
  const before = countFailures()
  const request = new Request(`${PAGE}api`, { method: 'POST', body: 'text' })
  await new Request(request).text()
  await assert.rejects(window.fetch(request), TypeError)
  assert.equal(countFailures(), before)
  assert.equal(ended[0]?.failure, 'failed')
})

test('`null` for the options of a fetch is none', async (t) => {
  const { window, begun } = track(t, async () => new Response())
  const before = countFailures()
  await window.fetch(`${PAGE}api`, null)
  assert.equal(begun.length, 1)
  assert.equal(countFailures(), before)
})

/** Reads the arguments of a fetch as a browser does. */
async function readBack(input: unknown, init?: unknown) {
  const request = new Request(input as Request, init as RequestInit)
  const { method, headers } = request
  const body = await request.text()
  return new Response(
    JSON.stringify({ method, body, trace: headers.get('x-trace'), own: headers.get('own') }),
  )
}

const POST = { method: 'POST', body: 'text' }

class Options {
  readonly #body = 'text'
  get method() {
    return 'POST'
  }
  get body() {
    return this.#body
  }
}

const INITS: Record<string, object> = {
  plain: { ...POST },
  'getters on its prototype': new Options(),
  'a proxy': new Proxy({ ...POST }, {}),
  'members that cannot be listed': Object.defineProperties(
    {},
    { method: { value: 'POST' }, body: { value: 'text' } },
  ),
  'frozen, with headers': Object.freeze({ ...POST, headers: Object.freeze({ own: '1' }) }),
  'inherited members': Object.create({ ...POST, headers: new Headers({ own: '1' }) }),
  'a list of headers': { ...POST, headers: [['own', '1']] },
  'a Request': new Request(PAGE, { ...POST, headers: { own: '1' } }),
}

for (const [kind, init] of Object.entries(INITS)) {
  test(`a traced fetch goes out as the page has it: ${kind}`, async (t) => {
    const { window } = track(t, readBack)
    const answer = await (await window.fetch(`${PAGE}api`, init)).json()
    assert.deepEqual(answer, { ...POST, trace: '1', own: 'headers' in init ? '1' : null })
  })
}

test('a wrapper below may spread and change the options of a traced fetch, and the page keeps its own', async (t) => {
  const { window } = track(t, (input: unknown, init: RequestInit) => {
    init.method = 'PUT'
    return readBack(input, { ...init })
  })
  const init = { ...POST, headers: { own: '1' } }
  const answer = await (await window.fetch(`${PAGE}api`, init)).json()
  assert.deepEqual(answer, { method: 'PUT', body: 'text', trace: '1', own: '1' })
  assert.deepEqual(init, { ...POST, headers: { own: '1' } })
})

test('`null` for the options is none, and no arguments stay none', async (t) => {
  const { window, begun } = track(t, async (...args: unknown[]) => {
    if (args.length === 0) {
      throw new TypeError('1 argument required')
    }
    return readBack(...(args as [unknown]))
  })
  assert.equal((await (await window.fetch(`${PAGE}api`, null)).json()).trace, '1')
  await assert.rejects(window.fetch(), TypeError)
  assert.equal(begun.length, 1)
})

test('a patched fetch has the length, the name and the members of the one that it stands for', (t) => {
  const wrapper = Object.assign((_input: unknown, _init: unknown) => {}, { own: 1 })
  const { window } = track(t, wrapper)
  assert.deepEqual(
    [window.fetch.length, window.fetch.name, Object.keys(window.fetch)],
    [wrapper.length, wrapper.name, ['own']],
  )
})
