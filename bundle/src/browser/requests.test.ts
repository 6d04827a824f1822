import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { countFailures } from '../core/guard.ts'
import type { PageRequest } from './requests.ts'
import { trackRequests } from './requests.ts'

const PAGE = 'https://shop.example/'
const HEADERS = { 'x-trace': '1' }

/** As much of an XHR as is tracked: the test says when it is answered. */
class FakeXhr extends EventTarget {
  readyState = 0
  status = 0
  headers: string[] = []
  open(_method: string, _url: string) {
    this.readyState = 1
  }
  setRequestHeader(name: string) {
    this.headers.push(name)
  }
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
    this.dispatchEvent(new Event(type))
  }
}

interface Tracked {
  readonly window: { fetch: (...args: unknown[]) => Promise<Response> }
  /** Requests that have ended. */
  readonly ended: PageRequest[]
  readonly begun: PageRequest[]
}

function track(
  t: TestContext,
  fetch: unknown,
  toTrace = () => ({ headers: HEADERS, tags: {} }),
): Tracked {
  const window = Object.assign(new EventTarget(), { fetch })
  const document = { baseURI: PAGE }
  const XMLHttpRequest = class extends FakeXhr {}
  for (const name of ['open', 'setRequestHeader', 'send', 'abort'] as const) {
    Object.assign(XMLHttpRequest.prototype, { [name]: FakeXhr.prototype[name] })
  }
  const globals = { window, document, location: new URL(PAGE), XMLHttpRequest }
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
  t.after(trackRequests((request) => (request.endedAt ? ended : begun).push(request), toTrace))
  return { window: window as unknown as Tracked['window'], ended, begun }
}

/** What a browser reads of the arguments. */
async function readBack(input: unknown, init?: unknown) {
  const request = new Request(input as Request, init as RequestInit)
  const answer = {
    method: request.method,
    body: await request.text(),
    trace: request.headers.get('x-trace'),
    own: request.headers.get('own'),
  }
  return new Response(JSON.stringify(answer))
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

const INITS = {
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
    assert.deepEqual(answer, {
      ...POST,
      trace: '1',
      own: kind === 'plain' || !('headers' in init) ? null : '1',
    })
  })
}

test('a wrapper below may spread, list and change what it gets', async (t) => {
  const { window } = track(t, (input: unknown, init: RequestInit) => {
    init.method = 'PUT'
    assert.deepEqual(Object.keys(init).sort(), ['body', 'headers', 'method'])
    assert.ok('body' in init && !('mode' in init))
    return readBack(input, { ...init })
  })
  const init = { ...POST, headers: { own: '1' } }
  const answer = await (await window.fetch(`${PAGE}api`, init)).json()
  assert.deepEqual(answer, { method: 'PUT', body: 'text', trace: '1', own: '1' })
  assert.deepEqual(init, { ...POST, headers: { own: '1' } })
})

test('`null` for the options is none, and no arguments stay none', async (t) => {
  const { window, begun } = track(t, (...args: unknown[]) =>
    args.length
      ? readBack(args[0], args[1] ?? undefined)
      : Promise.reject(new TypeError('1 argument required')),
  )
  assert.equal((await (await window.fetch(`${PAGE}api`, null)).json()).trace, '1')
  await assert.rejects(window.fetch(), TypeError)
  assert.equal(begun.length, 1)
})

test('mistakes of the page are rejected as without the SDK, and are no failures of it', async (t) => {
  const { window, ended } = track(t, async (input: unknown, init: unknown) => readBack(input, init))
  const before = countFailures()
  const used = new Request(`${PAGE}api`, POST)
  await window.fetch(used)
  const thrower = (name: string) => ({
    get [name]() {
      throw new RangeError(name)
    },
  })
  for (const args of [
    [used],
    [`${PAGE}api`, { headers: { 'not a name': '1' } }],
    [`${PAGE}api`, { headers: 7 }],
    [`${PAGE}api`, thrower('method')],
    [`${PAGE}api`, thrower('headers')],
    [
      `${PAGE}api`,
      {
        method: {
          toString() {
            throw new RangeError('method')
          },
        },
      },
    ],
    [
      {
        toString() {
          throw new RangeError('url')
        },
      },
    ],
    ['https://['],
    [Symbol('url')],
  ]) {
    await assert.rejects(window.fetch(...args))
  }
  assert.equal(countFailures(), before)
  assert.ok(ended.every(({ endedAt }) => endedAt > 0))
})

test('the page gets the very promise of its wrapper, and members, length and name of that are kept', async (t) => {
  const promise = Object.assign(Promise.resolve(new Response()), { cancel: () => 'cancelled' })
  class Cancelable extends Promise<Response> {
    cancel() {}
  }
  const own = new Cancelable((resolve) => resolve(new Response()))
  // biome-ignore lint/suspicious/noThenProperty: some libraries of pages return such
  const thenable = { then: (use: (response: Response) => void) => use(new Response()) }
  const answers: unknown[] = [promise, own, thenable, 'mocked', undefined]
  function wrapper(_input: unknown, _init: unknown) {
    return answers.shift()
  }
  wrapper.polyfill = true
  const { window, ended } = track(t, wrapper)
  for (const each of [...answers]) {
    assert.equal(window.fetch(PAGE), each)
  }
  assert.deepEqual(
    [window.fetch.length, window.fetch.name, Object.keys(window.fetch)],
    [2, 'wrapper', ['polyfill']],
  )
  await Promise.all([promise, own])
  assert.equal(ended.length, 3)
})

const send = (xhr: FakeXhr, url = '/api') => {
  xhr.open('GET', url)
  xhr.send()
}

test('an XHR that is reopened in its own handler was answered, and each of its requests ends once', (t) => {
  const { ended } = track(t, undefined)
  const xhr = new (XMLHttpRequest as unknown as typeof FakeXhr)()
  // Before ours, as `onload` is.
  let rounds = 0
  for (const type of ['load', 'error', 'abort']) {
    xhr.addEventListener(type, () => rounds++ < 4 && send(xhr))
  }
  send(xhr)
  xhr.answer(200)
  xhr.answer(404)
  xhr.answer(0, 'error')
  xhr.abort()
  xhr.answer(500)
  const outcomes = ended.map(({ status, failure }) => [status, failure])
  assert.deepEqual(outcomes, [
    [200, undefined],
    [404, undefined],
    [0, 'failed'],
    [0, 'aborted'],
    [500, undefined],
  ])
})

test('`abort` after the answer changes nothing, and before it aborts', (t) => {
  const { ended } = track(t, undefined)
  const [answered, loading, opened] = [1, 2, 3].map(
    () => new (XMLHttpRequest as unknown as typeof FakeXhr)(),
  )
  answered?.addEventListener('load', () => answered.abort())
  send(answered as FakeXhr)
  answered?.answer(201)
  send(loading as FakeXhr)
  Object.assign(loading as FakeXhr, { readyState: 3, status: 200 })
  loading?.abort()
  opened?.open('GET', '/never')
  opened?.abort()
  const outcomes = ended.map(({ status, failure }) => [status, failure])
  assert.deepEqual(outcomes, [
    [201, undefined],
    [0, 'aborted'],
  ])
})

test('data: and blob: URLs are cut to their type, and others are kept', async (t) => {
  const { window, begun } = track(t, async () => new Response())
  for (const url of [
    'data:image/png;base64,aGVsbG8=',
    'data:,hello',
    'DATA:text/html,<p>\nhello',
    `blob:${PAGE}b-1`,
    `${PAGE}data:1;x`,
  ]) {
    await window.fetch(url)
  }
  assert.deepEqual(
    begun.map(({ name }) => name),
    ['data:image/png', 'data:', 'data:text/html', 'blob:', `${PAGE}data:1;x`],
  )
})
