import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { INTAKE_LIMITS } from '../../../protocol/limits.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { createServer } from '../http/createServer.ts'
import { BadLines } from './badLines.ts'
import type { Intake, IntakeRequest } from './createIntake.ts'
import { EVENT_FORM, LOG_FORM, OTLP_FORM } from './intakeForm.ts'
import { registerIntake } from './intakeRoutes.ts'
import type { BodyBudget } from './readBody.ts'
import { createBodyBudget } from './readBody.ts'

/** A server whose intake remembers what it is given. */
function serverWith(intake: Partial<Intake> = {}): {
  server: FastifyInstance
  requests: IntakeRequest[]
  budget: BodyBudget
  refusals: string[]
  dropped: () => number
} {
  const requests: IntakeRequest[] = []
  const server = createServer('silent')
  const budget = createBodyBudget(2 * INTAKE_LIMITS.inflatedBytes)
  const recording: Intake = {
    admit: () => undefined,
    accept: async (request) => {
      requests.push(request)
    },
    ...intake,
  }
  const refusals: string[] = []
  let dropped = 0
  registerIntake(server, {
    intake: recording,
    budget,
    countRefusal: (reason) => refusals.push(reason),
    countDropped: () => dropped++,
  })
  return { server, requests, budget, refusals, dropped: () => dropped }
}

function post(server: FastifyInstance, options: InjectOptions): Promise<LightMyRequestResponse> {
  return server.inject({ method: 'POST', url: '/v1/write/rum', ...options })
}

test('a body of any content type is taken, and answered with nothing', async () => {
  const { server, requests } = serverWith()
  for (const type of [
    'text/plain;charset=UTF-8',
    'application/json',
    'application/x-www-form-urlencoded',
    'application/x-mine',
    undefined,
  ]) {
    const headers = type === undefined ? {} : { 'content-type': type }
    const response = await post(server, { headers, body: 'view f=1' })
    assert.deepEqual([response.statusCode, response.body], [200, ''], type)
  }
  assert.ok(requests.every(({ body }) => body.toString() === 'view f=1'))
  assert.equal(requests.length, 5)
})

test('precision and encoding come from the query, the encoding from its header too', async () => {
  const { server, requests } = serverWith()
  const body = gzipSync('view f=1')
  await post(server, { url: '/v1/write/rum?precision=ms&encoding=GZIP&token=x', body })
  await post(server, { headers: { 'content-encoding': 'gzip', 'user-agent': 'UA' }, body })
  assert.deepEqual(
    requests.map(({ precision, encoding, userAgent }) => [precision, encoding, userAgent]),
    [
      ['ms', 'gzip', 'lightMyRequest'],
      ['ns', 'gzip', 'UA'],
    ],
  )
})

test('each path has the form of what is sent there', async () => {
  const { server, requests } = serverWith()
  const headers = { 'content-type': 'application/json', authorization: 'Bearer secret' }
  for (const url of [
    '/v1/write/rum',
    '/v1/write/logging?token=t',
    '/v1/logs',
    '/v1/logs?token=t',
  ]) {
    const response = await post(server, { url, headers, body: '{}' })
    assert.equal(response.statusCode, 200, url)
    assert.equal(response.body, url.startsWith('/v1/logs') ? '{}' : '')
  }
  assert.deepEqual(
    requests.map(({ form, token, mayOmitOrigin }) => [form, token, mayOmitOrigin]),
    [
      [EVENT_FORM, '', false], // a page's own header is no token of the intake
      [LOG_FORM, 't', true],
      [OTLP_FORM, 'secret', true],
      [OTLP_FORM, 'secret', true],
    ],
  )
})

test('an exporter is told how many of its records were refused, and must not send them again', async () => {
  const { server } = serverWith({
    accept: async () => {
      throw new BadLines([{ line: 2, reason: 'odd' }], 1)
    },
  })
  const response = await post(server, { url: '/v1/logs', body: '{}' })
  assert.equal(response.statusCode, 200)
  assert.deepEqual(response.json(), {
    partialSuccess: {
      rejectedLogRecords: '1',
      errorMessage: '1 refused, 1 stored: line 2: odd',
    },
  })
})

const OTLP_FAILURES: readonly [error: Error, status: number, code: number, message: string][] = [
  [new BadLines([{ line: 1, reason: 'odd' }], 0), 400, 3, '1 refused, 0 stored: line 1: odd'],
  [new HttpProblem(403, 'rum.unknownToken', 'no'), 403, 7, 'no'],
  [new HttpProblem(429, 'rum.tooManyRequests', 'later', { 'retry-after': '7' }), 429, 8, 'later'],
  [new HttpProblem(503, 'rum.busy', 'full', { 'retry-after': '7' }), 503, 14, 'full'],
  [new Error('secret'), 500, 13, 'the collector failed'],
]

for (const [error, status, code, message] of OTLP_FAILURES) {
  test(`an exporter is told of a failure ${status} as a status of gRPC`, async () => {
    const { server } = serverWith({
      accept: async () => {
        throw error
      },
    })
    const response = await post(server, { url: '/v1/logs', body: '{}' })
    assert.equal(response.statusCode, status)
    assert.deepEqual(response.json(), { code, message })
    const isToRetry = status === 429 || status === 503
    assert.equal(response.headers['retry-after'], isToRetry ? '7' : undefined)
  })
}

test('a page of any origin may send, and read how long it shall wait', async () => {
  const { server } = serverWith({
    accept: async () => {
      throw new HttpProblem(503, 'rum.busy', 'full', { 'retry-after': '2' })
    },
  })
  const response = await post(server, { headers: { origin: 'https://shop.example' }, body: 'x' })
  assert.equal(response.statusCode, 503)
  assert.equal(response.headers['retry-after'], '2')
  assert.equal(response.headers['access-control-allow-origin'], '*')
  assert.equal(response.headers['access-control-expose-headers'], 'Retry-After')
  assert.equal(response.headers['access-control-allow-credentials'], undefined)
  assert.deepEqual(response.json(), { error_code: 'rum.busy', message: 'full' })
})

test('grants a preflight its two headers, whatever it asks for', async () => {
  const { server } = serverWith()
  const response = await server.inject({
    method: 'OPTIONS',
    url: '/v1/write/rum?precision=ms',
    headers: {
      origin: 'https://shop.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
      'access-control-request-private-network': 'true',
    },
  })
  assert.equal(response.statusCode, 204)
  assert.equal(response.headers['access-control-allow-origin'], '*')
  assert.equal(response.headers['access-control-allow-methods'], 'GET, POST, OPTIONS')
  assert.equal(response.headers['access-control-allow-headers'], 'Content-Type, Content-Encoding')
  assert.equal(response.headers['access-control-allow-private-network'], 'true')
  assert.equal(response.headers['access-control-max-age'], '7200')
})

test('a body over the limit is refused, and the page may read why', async () => {
  const { server, requests, refusals } = serverWith()
  const body = Buffer.alloc(INTAKE_LIMITS.inflatedBytes + 1)
  const response = await post(server, { body })
  assert.deepEqual([response.statusCode, response.json().error_code], [413, 'rum.bodyTooLarge'])
  assert.equal(response.headers['access-control-allow-origin'], '*')
  assert.equal(requests.length, 0)
  assert.deepEqual(refusals, ['rum.bodyTooLarge'])
})

test('a failure inside is not told to the page', async () => {
  const { server } = serverWith({
    accept: async () => {
      throw new Error('secret')
    },
  })
  const response = await post(server, { body: 'x' })
  assert.equal(response.statusCode, 500)
  assert.deepEqual(response.json(), { error_code: 'rum.internal', message: 'the collector failed' })
})

test('a request without a body is an empty body', async () => {
  const { server, requests } = serverWith()
  assert.equal((await post(server, {})).statusCode, 200)
  assert.equal(requests[0]?.body.length, 0)
})

test('who sends is asked before the body is read, and the page may read the answer', async () => {
  const { server, requests } = serverWith({
    admit({ token, origin, address }) {
      throw new HttpProblem(429, 'rum.tooManyRequests', [token, origin, address].join(' '), {
        'retry-after': '7',
      })
    },
  })
  const response = await post(server, {
    url: '/v1/write/rum?token=t',
    headers: { origin: 'https://shop.example' },
    remoteAddress: '203.0.113.9',
    body: 'view f=1',
  })
  assert.equal(response.statusCode, 429)
  assert.equal(response.json().message, 't https://shop.example 203.0.113.9')
  assert.equal(response.headers['retry-after'], '7')
  assert.equal(response.headers['access-control-allow-origin'], '*')
  assert.equal(response.headers['access-control-expose-headers'], 'Retry-After')
  assert.equal(requests.length, 0)
})

test('a compressed body is held to its own, lower limit', async () => {
  const { server, budget } = serverWith()
  const body = Buffer.alloc(INTAKE_LIMITS.compressedBytes + 1)
  const compressed = await post(server, { url: '/v1/write/rum?encoding=gzip', body })
  assert.equal(compressed.statusCode, 413)
  assert.equal((await post(server, { body })).statusCode, 200)
  const identity = { 'content-encoding': 'identity' }
  assert.equal((await post(server, { headers: identity, body })).statusCode, 200)
  assert.equal(budget.held, 0, 'what was held is given back, whatever the answer')
})

test('bodies that wait for their answer are bounded together, and the next is asked to come back', async () => {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let waiting = 0
  const { server, budget } = serverWith({
    accept() {
      waiting++
      return released
    },
  })
  const body = Buffer.alloc(INTAKE_LIMITS.inflatedBytes)
  const held = [post(server, { body }), post(server, { body })]
  while (waiting < 2) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  const refused = await post(server, { body: 'view f=1' })
  assert.deepEqual([refused.statusCode, refused.json().error_code], [503, 'rum.busy'])
  assert.equal(refused.headers['retry-after'], '2')
  release()
  assert.deepEqual(
    (await Promise.all(held)).map(({ statusCode }) => statusCode),
    [200, 200],
  )
  assert.equal(budget.held, 0)
})

test('a segment of a replay is taken, counted and not kept, whatever its form', async () => {
  const { server, requests, budget, refusals, dropped } = serverWith()
  const form = 'multipart/form-data; boundary=x'
  for (const [type, body] of [
    [form, '--x\r\ncontent-disposition: form-data; name="segment"\r\n\r\n\x00\x01\r\n--x--'],
    ['text/plain', 'x'.repeat(2 * INTAKE_LIMITS.compressedBytes)],
    ['application/octet-stream', Buffer.from([0, 255])],
  ] as const) {
    const url = '/v1/write/rum/replay?precision=ms'
    const response = await post(server, { url, headers: { 'content-type': type }, body })
    assert.deepEqual([response.statusCode, response.body], [200, ''], type)
    assert.equal(response.headers['access-control-allow-origin'], '*')
  }
  assert.deepEqual([dropped(), requests.length, budget.held], [3, 0, 0])
  const body = Buffer.alloc(INTAKE_LIMITS.inflatedBytes + 1)
  const large = await post(server, { url: '/v1/write/rum/replay', body })
  assert.equal(large.statusCode, 413)
  assert.deepEqual([dropped(), refusals], [3, ['rum.bodyTooLarge']])
})

test('remote options are answered as none, so that an SDK goes on with those of its page', async () => {
  const { server } = serverWith()
  const { statusCode, headers, json } = await server.inject('/v1/env_variable?app_id=shop')
  assert.deepEqual([statusCode, json()], [200, { content: {} }])
  assert.equal(headers['access-control-allow-origin'], '*')
})

test('the paths of other SDKs answer a preflight, and refuse what the intake refuses', async () => {
  const { server, refusals } = serverWith({
    admit: () => {
      throw new HttpProblem(403, 'rum.unknownToken', 'no')
    },
  })
  for (const [method, url] of [
    ['POST', '/v1/write/rum/replay?token=old'],
    ['GET', '/v1/env_variable?token=old'],
  ] as const) {
    const preflight = await server.inject({ method: 'OPTIONS', url })
    assert.equal(preflight.statusCode, 204, url)
    assert.match(String(preflight.headers['access-control-allow-methods']), new RegExp(method), url)
    const response = await server.inject({ method, url })
    assert.deepEqual([response.statusCode, response.json().error_code], [403, 'rum.unknownToken'])
  }
  assert.deepEqual(refusals, ['rum.unknownToken', 'rum.unknownToken'])
})
