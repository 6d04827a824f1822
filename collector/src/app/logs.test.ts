import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Count, Facets, Histogram, Values } from '../../../protocol/analytics.ts'
import type { EventList } from '../../../protocol/query.ts'
import type { TestCollector } from './collector.testkit.ts'
import { makeDirectory, startTestCollector } from './collector.testkit.ts'

/** Logs from each of their paths to each answer of the API, over the real store. */
const directory = makeDirectory()
let collector: TestCollector
const now = Date.now()
const TRACE = '5b8efff798038103d269b633813fc60c'

const APPLICATIONS = [
  { id: 'shop', tokens: ['shop-write-token'], origins: ['https://shop.example'], retentionDays: 7 },
  { id: 'bank', tokens: ['bank-write-token'], sampleRate: 0 },
  { id: 'open' },
]

test.before(async () => {
  const applications = join(directory.path, 'applications.json')
  writeFileSync(applications, JSON.stringify({ applications: APPLICATIONS }))
  collector = await startTestCollector(join(directory.path, 'data'), { applications })
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

async function get<Answer>(path: string, parameters: Record<string, string>): Promise<Answer> {
  const from = String(now - 3_600_000)
  const query = new URLSearchParams({ from, type: 'log', ...parameters })
  const response = await collector.server.inject({ url: `${path}?${query}` })
  assert.equal(response.statusCode, 200, response.body)
  return response.json<Answer>()
}

async function find(query: string): Promise<EventList['events']> {
  return (await get<EventList>('/api/events', { query })).events
}

async function sendOtlp(body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await collector.server.inject({
    method: 'POST',
    url: '/v1/logs',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: response.statusCode, body: response.json() }
}

function recordsOf(...records: object[]): string {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'pay' } }] }
  return JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords: records }] }] })
}

test('a line of any measurement is a log of the application that the token is for', async () => {
  const { status, body } = await collector.sendLogs(
    `nginx,host=web-1,status=warn,trace_id=${TRACE} message="upstream timed out",code=504 ${now}`,
    'precision=ms&token=shop-write-token',
  )
  assert.deepEqual([status, body], [200, ''])
  const [log] = await find('upstream')
  assert.ok(log?.type === 'log')
  assert.deepEqual(
    [log.app_id, log.time, log.status, log.message],
    ['shop', now, 'warning', 'upstream timed out'],
  )
  assert.deepEqual(log.attributes, {
    ...{ app_id: 'shop', source: 'nginx', host: 'web-1', trace_id: TRACE, code: 504 },
  })
})

test('an exporter’s records are logs, compressed or not, and their trace finds both', async () => {
  const record = {
    timeUnixNano: `${now + 1}000001`,
    severityNumber: 17,
    body: { stringValue: 'card declined' },
    traceId: TRACE,
    attributes: [{ key: 'session.id', value: { stringValue: 's1' } }],
  }
  const { status, body } = await sendOtlp(gzipSync(recordsOf(record)), {
    'content-encoding': 'gzip',
    authorization: 'Bearer shop-write-token',
  })
  assert.deepEqual([status, body], [200, {}])
  const found = await find(`trace_id:${TRACE}`)
  assert.deepEqual(
    found.map((log) => log.type === 'log' && [log.message, log.status, log.attributes['service']]),
    [
      ['card declined', 'error', 'pay'],
      ['upstream timed out', 'warning', undefined],
    ],
  )
})

test('a session has its logs among its events, and neither their service nor their time', async () => {
  const started = now - 60_000
  const tags = 'app_id=shop,session_id=s1,service=shop,view_id=v1,view_url=https://shop.example/'
  const view = `view,${tags} time_spent=1000000000,session_started=${started},event_id="v" ${started}`
  const response = await collector.server.inject({
    method: 'POST',
    url: '/v1/write/rum?precision=ms&token=shop-write-token',
    headers: { origin: 'https://shop.example' },
    body: view,
  })
  assert.equal(response.statusCode, 200, response.body)
  const { session, events } = await collector.session('s1')
  assert.deepEqual(
    events.map(({ type }) => type),
    ['view', 'log'],
  )
  assert.deepEqual([session.service, session.time_spent], ['shop', 1_000_000_000])
})

test('a log without a session makes none', async () => {
  const { sessions } = await collector.sessions(`from=${now - 3_600_000}`)
  assert.deepEqual(
    sessions.map(({ session_id: id }) => id),
    ['s1'],
  )
})

test('logs are counted, grouped, completed and exported as other events are', async () => {
  assert.deepEqual(await get<Count>('/api/events/count', { query: 'status:error' }), { count: 1 })
  const { buckets } = await get<Histogram>('/api/events/histogram', {
    to: String(now + 60_000),
    interval: '3600000',
  })
  assert.equal(
    buckets.reduce((sum, { count }) => sum + count, 0),
    2,
  )
  const { facets } = await get<Facets>('/api/events/facets', { keys: 'status,source', limit: '5' })
  assert.deepEqual(
    facets.map(({ values }) => values.map(({ value }) => value)),
    [
      ['error', 'warning'],
      ['nginx', 'opentelemetry'],
    ],
  )
  const { values } = await get<Values>('/api/values', { key: 'status', prefix: 'w' })
  assert.deepEqual(
    values.map(({ value }) => value),
    ['warning'],
  )
  const exported = await collector.server.inject({
    url: `/api/events/export?type=log&format=csv&from=${now - 3_600_000}`,
  })
  const [head = '', ...rows] = exported.body.trim().split('\r\n')
  assert.match(head, /status.*message/)
  assert.equal(rows.length, 2)
})

test('a log that is sent again is stored once, and two of one millisecond are two', async () => {
  const at = BigInt(now) * 1_000_000n
  const lines = [0n, 1n, 2n].map((ns) => `loop message="same" ${at + ns}`).join('\n')
  const query = 'token=shop-write-token' // nanoseconds, as shippers write them
  assert.equal((await collector.sendLogs(lines, query)).status, 200)
  assert.equal((await collector.sendLogs(lines, query)).status, 200)
  assert.equal((await find('message:same')).length, 3)
})

test('the address and the client of a server are not those of a visitor', async () => {
  const send = (measurement: string, headers: Record<string, string>) =>
    collector.server.inject({
      method: 'POST',
      url: '/v1/write/logging?precision=ms',
      remoteAddress: '203.0.113.9',
      headers: {
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0',
        ...headers,
      },
      body: `${measurement},app_id=open message="who am I" ${now}`,
    })
  await send('shipper', {})
  await send('page', { origin: 'https://open.example' })
  await send('browser_log', {})
  const found = await find('message:"who am I"')
  const browsers = found.map(({ attributes }) => [
    attributes['source'],
    attributes['browser'],
    attributes['ip'],
  ])
  assert.deepEqual(browsers.sort(), [
    ['browser_log', 'Firefox', '203.0.113.0'],
    ['page', 'Firefox', '203.0.113.0'],
    ['shipper', undefined, undefined],
  ])
})

test('a custom attribute that has the name of a log’s field is found', async () => {
  await collector.sendLogs(`app,app_id=open,session_id=s2 message="late",status=500 ${now}`)
  const line = `action,app_id=open,session_id=s2 action_name="buy",status="paid",event_id="a2" ${now}`
  assert.equal((await collector.send(line)).status, 200)
  const { events } = await get<EventList>('/api/events', { type: 'action', query: '@status:paid' })
  assert.equal(events.length, 1)
})

const REFUSED: readonly [path: string, body: string, token: string, code: string][] = [
  ['/v1/write/logging', 'a message="x"', '', 'rum.unknownApplication'],
  ['/v1/write/logging', 'a,app_id=none message="x"', '', 'rum.unknownApplication'],
  ['/v1/write/logging', 'a,app_id=shop message="x"', '', 'rum.tokenMissing'],
  ['/v1/write/logging', 'a,app_id=shop message="x"', 'bank-write-token', 'rum.unknownApplication'],
  ['/v1/write/logging', 'a message="x"', 'wrong', 'rum.unknownToken'],
  ['/v1/write/rum', 'log,app_id=open message="x"', '', 'rum.badLines'],
  ['/v1/write/rum', 'view,app_id=shop f=1', 'shop-write-token', 'rum.originNotAllowed'],
]

for (const [path, body, token, code] of REFUSED) {
  test(`${path} refuses ${body} with the token "${token}" (${code})`, async () => {
    const url = `${path}?precision=ms&token=${token}`
    const response = await collector.server.inject({ method: 'POST', url, body })
    assert.equal(response.json().error_code, code)
  })
}

test('a page of another origin may not send logs with a token that it has read', async () => {
  const headers = { authorization: 'Bearer shop-write-token', origin: 'https://evil.example' }
  const { status, body } = await sendOtlp(recordsOf({}), headers)
  assert.deepEqual([status, body.code], [403, 7])
})

test('an exporter without a token, or of another form, is told what to do', async () => {
  const { status, body } = await sendOtlp(recordsOf({}))
  assert.deepEqual([status, body], [403, { code: 7, message: 'app_id "" is not known' }])
  const protobuf = await sendOtlp('x', {
    'content-type': 'application/x-protobuf',
    authorization: 'Bearer shop-write-token',
  })
  assert.equal(protobuf.status, 415)
  assert.match(protobuf.body.message, /http\/json/)
})

test('the logs of a session that is not sampled are left out with it', async () => {
  const lines = `a,session_id=s3 message="in" ${now}\na message="without a session" ${now}`
  assert.equal((await collector.sendLogs(lines, 'precision=ms&token=bank-write-token')).status, 200)
  const found = await find('source:a')
  assert.deepEqual(
    found.map((log) => log.type === 'log' && log.message),
    ['without a session'],
  )
})
