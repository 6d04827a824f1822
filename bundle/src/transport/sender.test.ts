import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { captureReports } from '../core/captureReports.testkit.ts'
import type { Sender } from './sender.ts'
import { createSender } from './sender.ts'

const INTAKE = 'https://rum.example/v1/write/rum?precision=ms'

interface Page {
  /** Looks like the browser's. */
  readonly fetch?: (...args: never[]) => unknown
  readonly sendBeacon?: unknown
  readonly globals?: Record<string, unknown>
}

function createSenderWith(t: TestContext, { fetch, sendBeacon, globals }: Page): Sender {
  fakePage(t)
  const native = { toString: () => 'function fetch() { [native code] }' }
  const ownFetch = fetch && Object.assign(fetch.bind(null), native)
  const all = { navigator: { sendBeacon }, fetch: ownFetch, ...globals }
  for (const [name, value] of Object.entries(all)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name)
    Object.defineProperty(globalThis, name, { value, configurable: true })
    t.after(() =>
      before
        ? Object.defineProperty(globalThis, name, before)
        : Reflect.deleteProperty(globalThis, name),
    )
  }
  return createSender(INTAKE, false)
}

function answering(status: number, headers: Record<string, string> = {}) {
  return async () => new Response(null, { status, headers })
}

test('each status means one of three things, and a refusal is reported once', async (t) => {
  const reports = captureReports(t)
  const rows = [
    [200, 'accepted'],
    [202, 'accepted'],
    [204, 'accepted'],
    [304, 'refused'],
    [400, 'unreadable'],
    [401, 'refused'],
    [403, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [413, 'unreadable'],
    [408, 0],
    [429, 0],
    [500, 0],
    [502, 0],
    [503, 0],
  ] as const
  for (const [status, result] of rows) {
    const sender = createSenderWith(t, { fetch: answering(status) })
    assert.equal(await sender.send('body'), result, String(status))
  }
  assert.deepEqual(
    reports,
    [304, 401, 403, 404].map(
      (status) =>
        `warn: The intake answered ${status}: events are dropped. Its answer says why; check \`applicationId\` and \`clientToken\`.`,
    ),
  )
})

test('a busy intake may ask for a pause of up to ten minutes', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 9, 21, 7, 28) })
  const rows = [
    ['2', 2000],
    ['0', 0],
    ['120', 120_000],
    ['999999', 600_000],
    ['Wed, 21 Oct 2026 07:28:10 GMT', 10_000],
    ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
    ['soon', 0],
  ] as const
  for (const [header, result] of rows) {
    const sender = createSenderWith(t, { fetch: answering(503, { 'retry-after': header }) })
    assert.equal(await sender.send('body'), result, header)
  }
})

test('a request that fails may succeed later', async (t) => {
  const fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  assert.equal(await createSenderWith(t, { fetch }).send('body'), 0)
})

test('a body of bytes is deflated text, which the address declares', async (t) => {
  const urls: string[] = []
  const sender = createSenderWith(t, {
    fetch: async (url: string) => {
      urls.push(url)
      return new Response(null, { status: 204 })
    },
  })
  await sender.send(new ArrayBuffer(8))
  assert.deepEqual(urls, [`${INTAKE}&encoding=deflate`])
})

test('posts plain text without cookies, so that no preflight happens', async (t) => {
  const calls: [string, RequestInit][] = []
  const sender = createSenderWith(t, {
    fetch: async (url: string, init: RequestInit) => {
      calls.push([url, init])
      return new Response(null, { status: 204 })
    },
  })
  await sender.send('line')
  const [url, init] = calls[0] ?? []
  assert.equal(url, INTAKE)
  assert.deepEqual(
    [init?.method, init?.body, init?.headers],
    ['POST', 'line', { 'content-type': 'text/plain' }],
  )
  assert.deepEqual([init?.credentials, init?.mode ?? 'cors'], ['omit', 'cors'])
})

test('small requests are keep-alive, large ones are not', async (t) => {
  const asked: unknown[] = []
  const sender = createSenderWith(t, {
    fetch: async (_url: string, { keepalive }: RequestInit) => {
      asked.push(keepalive)
      return new Response(null, { status: 204 })
    },
  })
  await sender.send('x'.repeat(51_200))
  await sender.send('x'.repeat(51_201))
  await sender.send('é'.repeat(25_601))
  assert.deepEqual(asked, [true, false, false])
})

test('keeps the `fetch` from its creation, even if the page replaces it later', async (t) => {
  const sender = createSenderWith(t, { fetch: answering(204) })
  t.mock.method(globalThis, 'fetch', answering(500))
  assert.equal(await sender.send('body'), 'accepted')
})

const NEVER = () => new Promise<Response>(() => {})
class RequestWithKeepalive {
  get keepalive() {
    return false
  }
}

test('sends a keep-alive request synchronously at exit, and gets its result', async (t) => {
  const asked: unknown[] = []
  const sender = createSenderWith(t, {
    fetch: async (url: string, { body, keepalive }: RequestInit) => {
      asked.push([url, body, keepalive])
      return new Response(null, { status: 204 })
    },
    globals: { Request: RequestWithKeepalive },
  })
  const sent = sender.send('last', true)
  assert.deepEqual(asked, [[INTAKE, 'last', true]])
  assert.equal(await sent, 'accepted')
})

test('sends bodies beyond its share of the 64 KiB by fetchLater, with an unknown result', async (t) => {
  const later: unknown[] = []
  const sender = createSenderWith(t, {
    fetch: NEVER,
    globals: {
      Request: RequestWithKeepalive,
      fetchLater: (url: string, { body }: RequestInit) => later.push([url, body]),
    },
  })
  void sender.send('x'.repeat(51_000), true)
  assert.equal(await sender.send('y'.repeat(300), true), 0)
  assert.deepEqual(later, [[INTAKE, 'y'.repeat(300)]])
})

test('sends beacons in a browser without keep-alive', async (t) => {
  const bodies: unknown[] = []
  const sender = createSenderWith(t, {
    fetch: NEVER,
    sendBeacon: (url: string, body: string) => bodies.push([url, body]),
    globals: { Request: class {} },
  })
  assert.equal(await sender.send('last', true), 0)
  assert.deepEqual(bodies, [[INTAKE, 'last']])
})

test('leaves the events in the outbox in a browser with neither', async (t) => {
  const sender = createSenderWith(t, { fetch: NEVER, globals: { Request: class {} } })
  assert.equal(await sender.send('last', true), 0)
})

test('logs go to their own path: while the page stays, compressed, and at its exit', async (t) => {
  const urls: string[] = []
  const fetch = async (url: string) => {
    urls.push(url)
    return new Response()
  }
  const sendBeacon = (url: string) => urls.push(`beacon ${url}`)
  const globals = { Request: class {} }
  const sender = createSenderWith(t, { fetch, sendBeacon, globals })
  await sender.send('log', undefined, true)
  await sender.send(new ArrayBuffer(8), undefined, true)
  await sender.send('log', true, true)
  await sender.send('event', true)
  assert.deepEqual(urls, [
    'https://rum.example/v1/write/logging?precision=ms',
    'https://rum.example/v1/write/logging?precision=ms&encoding=deflate',
    'beacon https://rum.example/v1/write/logging?precision=ms',
    'beacon https://rum.example/v1/write/rum?precision=ms',
  ])
})
