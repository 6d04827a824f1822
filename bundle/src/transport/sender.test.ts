import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import type { Sender } from './sender.ts'
import { createSender } from './sender.ts'

const INTAKE = 'https://rum.example/v1/write/rum?precision=ms'

function createSenderWith(t: TestContext, fetch: unknown, sendBeacon?: unknown): Sender {
  Object.assign(fakePage(t).window, { fetch })
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  Object.defineProperty(globalThis, 'navigator', { value: { sendBeacon }, configurable: true })
  t.after(() => before && Object.defineProperty(globalThis, 'navigator', before))
  return createSender(INTAKE)
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
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [413, 'refused'],
    [408, 0],
    [429, 0],
    [500, 0],
    [502, 0],
    [503, 0],
  ] as const
  for (const [status, result] of rows) {
    const sender = createSenderWith(t, answering(status))
    assert.equal(await sender.send('body'), result, String(status))
  }
})

test('an intake that is busy may say for how long', async (t) => {
  const rows = [
    ['2', 2000],
    ['0', 0],
    ['120', 120_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 0],
    ['soon', 0],
  ] as const
  for (const [header, result] of rows) {
    const sender = createSenderWith(t, answering(503, { 'retry-after': header }))
    assert.equal(await sender.send('body'), result, header)
  }
})

test('a request that fails may succeed later', async (t) => {
  const offline = createSenderWith(t, () => Promise.reject(new TypeError('Failed to fetch')))
  assert.equal(await offline.send('body'), 0)
  const forbidden = createSenderWith(t, () => {
    throw new Error('patched by the page')
  })
  assert.equal(await forbidden.send('body'), 0)
})

test('posts plain text without cookies, so that no preflight is caused', async (t) => {
  const calls: [string, RequestInit][] = []
  const sender = createSenderWith(t, async (url: string, init: RequestInit) => {
    calls.push([url, init])
    return new Response(null, { status: 204 })
  })
  await sender.send('line')
  const [url, init] = calls[0] ?? []
  assert.equal(url, INTAKE)
  assert.deepEqual([init?.method, init?.body, init?.headers], ['POST', 'line', undefined])
  assert.deepEqual([init?.credentials, init?.mode ?? 'cors'], ['omit', 'cors'])
})

test('the browser is asked to finish small requests after the page, and never large ones', async (t) => {
  const asked: unknown[] = []
  const sender = createSenderWith(t, async (_url: string, { keepalive }: RequestInit) => {
    asked.push(keepalive)
    return new Response(null, { status: 204 })
  })
  await sender.send('x'.repeat(32_768))
  await sender.send('x'.repeat(32_769))
  await sender.send('é'.repeat(16_385))
  assert.deepEqual(asked, [true, false, false])
})

test('uses the `fetch` of its creation, whatever the page puts there later', async (t) => {
  const sender = createSenderWith(t, answering(204))
  Object.assign(window, { fetch: answering(500) })
  assert.equal(await sender.send('body'), 'accepted')
})

test('at exit hands the body to the browser, and says whether that took it', (t) => {
  const bodies: unknown[] = []
  const taken = createSenderWith(t, undefined, (url: string, body: string) => {
    bodies.push([url, body])
    return true
  })
  assert.equal(taken.sendAtExit('last'), true)
  assert.deepEqual(bodies, [[INTAKE, 'last']])
  assert.equal(createSenderWith(t, undefined, () => false).sendAtExit('last'), false)
})

test('a browser without beacons, or whose beacons throw, did not take it', (t) => {
  assert.equal(createSenderWith(t, undefined).sendAtExit('last'), false)
  const throwing = createSenderWith(t, undefined, () => {
    throw new TypeError('blocked')
  })
  assert.equal(throwing.sendAtExit('last'), false)
})
