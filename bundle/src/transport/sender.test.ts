import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import type { Sender } from './sender.ts'
import { createSender } from './sender.ts'

const INTAKE = 'https://rum.example/v1/write/rum?precision=ms'

interface Page {
  /** Never shows as the browser's own, which no function of a test's can. */
  readonly fetch?: (...args: never[]) => unknown
  readonly sendBeacon?: unknown
  readonly globals?: Record<string, unknown>
}

function createSenderWith(t: TestContext, { fetch, sendBeacon, globals }: Page): Sender {
  Object.assign(fakePage(t).window, { fetch })
  const all = { navigator: { sendBeacon }, fetchLater: undefined, ...globals }
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

test('each status means one of three things', async (t) => {
  const rows = [
    [200, 'accepted'],
    [202, 'accepted'],
    [204, 'accepted'],
    [304, 'refused'],
    [400, 'unreadable'],
    [401, 'refused'],
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
})

test('an intake that is busy may say for how long, but not for more than ten minutes', async (t) => {
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

/** Functions of the page's that show no code of their own, either. */
const STAND_INS = {
  plain: (fn: () => unknown) => () => fn(),
  bound: (fn: () => unknown) => fn.bind(null),
  proxied: (fn: () => unknown) => new Proxy(fn, {}),
}

for (const [kind, disguise] of Object.entries(STAND_INS)) {
  test(`a ${kind} stand-in for fetch or sendBeacon is not used: an empty frame has the browser's own`, async (t) => {
    const posted: unknown[] = []
    const frame = {
      isConnected: false,
      style: {},
      contentWindow: {
        fetch: async (_url: string, { body }: RequestInit) => {
          posted.push(body)
          return new Response(null, { status: 204 })
        },
        navigator: { sendBeacon: (_url: string, body: unknown) => posted.push(body) },
      },
    }
    t.after(() => {
      frame.isConnected = false
    })
    let frames = 0
    const fail = disguise(() => assert.fail('the page would notice'))
    const sender = createSenderWith(t, { fetch: fail, sendBeacon: fail })
    Object.assign(document, {
      createElement: () => frame,
      documentElement: {
        appendChild() {
          frames++
          frame.isConnected = true
        },
      },
    })
    assert.equal(frames, 0) // not before it is needed
    assert.equal(await sender.send('one'), 'accepted')
    assert.equal(await sender.send('two'), 'accepted')
    assert.equal(frames, 1)
    frame.isConnected = false // the page has removed it
    assert.equal(await sender.send('x'.repeat(60_000), true), 0)
    assert.equal(await sender.send('three'), 'accepted')
    assert.equal(frames, 2)
    assert.deepEqual(posted, ['one', 'two', 'three'])
  })
}

test('where there can be no frame, the functions of the page have to do', async (t) => {
  const sender = createSenderWith(t, { fetch: answering(204) })
  const contentWindow = {
    get fetch() {
      throw new DOMException('Blocked a frame', 'SecurityError')
    },
  }
  Object.assign(document, {
    createElement: () => ({ style: {}, contentWindow }),
    documentElement: { appendChild() {} },
  })
  assert.equal(await sender.send('body'), 'accepted')
})

test('bytes are deflated text, and the address says so', async (t) => {
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

test('posts plain text without cookies, so that no preflight is caused', async (t) => {
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

test('the browser is asked to finish small requests after the page, and never large ones', async (t) => {
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

test('uses the `fetch` of its creation, whatever the page puts there later', async (t) => {
  const sender = createSenderWith(t, { fetch: answering(204) })
  Object.assign(window, { fetch: answering(500) })
  assert.equal(await sender.send('body'), 'accepted')
})

const NEVER = () => new Promise<Response>(() => {})
class RequestWithKeepalive {
  get keepalive() {
    return false
  }
}

test('at exit asks the browser to go on alone, in the call itself, and learns how it went', async (t) => {
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

test('what exceeds its share of the 64 KiB goes by fetchLater; nobody knows how that went', async (t) => {
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

test('a browser without keep-alive has beacons', async (t) => {
  const bodies: unknown[] = []
  const sender = createSenderWith(t, {
    fetch: NEVER,
    sendBeacon: (url: string, body: string) => bodies.push([url, body]),
    globals: { Request: class {} },
  })
  assert.equal(await sender.send('last', true), 0)
  assert.deepEqual(bodies, [[INTAKE, 'last']])
})

test('a browser with neither leaves it to the outbox', async (t) => {
  const sender = createSenderWith(t, { fetch: NEVER, globals: { Request: class {} } })
  assert.equal(await sender.send('last', true), 0)
})
