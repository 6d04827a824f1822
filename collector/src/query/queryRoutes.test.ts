import assert from 'node:assert/strict'
import test from 'node:test'
import type { SessionEvent } from '../../../protocol/query.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector
const noon = Math.floor(Date.now() / 86_400_000 - 3) * 86_400_000 + 43_200_000
const hour = 3_600_000

test.before(async () => {
  collector = await startTestCollector(directory.path)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

interface Sent {
  app?: string
  session: string
  time: number
  started?: number
  id?: string
}

function lineOf({ app = 'shop', session, time, started, id = `${session}-${time}` }: Sent): string {
  const start = started === undefined ? '' : `,session_started=${started}`
  return `action,app_id=${app},session_id=${session} action_name="x",event_id="${id}"${start} ${time}`
}

async function store(...sent: Sent[]): Promise<void> {
  const { status } = await collector.send(sent.map(lineOf).join('\n'))
  assert.equal(status, 200)
}

async function idsOf(query: string): Promise<string[]> {
  return (await collector.sessions(query)).sessions.map(({ session_id }) => session_id)
}

test('the list holds the sessions that started in the range, newest first', async () => {
  await store(
    { app: 'range', session: 'r1', time: noon },
    { app: 'range', session: 'r2', time: noon + 1 },
    { app: 'range', session: 'r3', time: noon + hour },
    { app: 'other', session: 'r4', time: noon },
  )
  assert.deepEqual(await idsOf(`app_id=range&from=${noon}&to=${noon + hour}`), ['r2', 'r1'])
  assert.deepEqual(await idsOf(`app_id=range&from=${noon + 1}&to=${noon + 2 * hour}`), ['r3', 'r2'])
  assert.deepEqual(await idsOf(`app_id=other&from=${noon}&to=${noon + hour}`), ['r4'])
  assert.deepEqual(await idsOf(`app_id=nobody&from=${noon}`), [])
})

test('without a range it holds the last day, and sessions whose clock runs ahead', async () => {
  const now = Date.now()
  await store(
    { app: 'day', session: 'yesterday', time: now - 23 * hour },
    { app: 'day', session: 'before', time: now - 25 * hour },
    { app: 'day', session: 'ahead', time: now + 2 * hour },
  )
  assert.deepEqual(await idsOf('app_id=day'), ['ahead', 'yesterday'])
})

test('a session that crosses midnight is one session, which started on the first day', async () => {
  const midnight = noon + 12 * hour
  const session = 'night'
  await store(
    { app: 'night', session, time: midnight - hour },
    { app: 'night', session, time: midnight + hour },
    { app: 'night', session: 'known', time: midnight - hour, started: midnight - hour },
    { app: 'night', session: 'known', time: midnight + hour, started: midnight - hour },
  )
  const first = await collector.sessions(`app_id=night&from=${noon}&to=${midnight}`)
  assert.deepEqual(
    first.sessions.map((one) => [one.session_id, one.session_action_count, one.session_start]),
    [
      ['night', 2, midnight - hour],
      ['known', 2, midnight - hour],
    ],
  )
  assert.deepEqual(await idsOf(`app_id=night&from=${midnight}&to=${midnight + 24 * hour}`), [])
})

test('pages of sessions join to the whole list, without gaps or repeats', async () => {
  const sent = Array.from({ length: 23 }, (_, index) => ({
    app: index % 2 === 0 ? 'page1' : 'page2',
    session: `p${String(index).padStart(2, '0')}`,
    time: noon + Math.floor(index / 4), // several start in one millisecond
  }))
  await store(...sent)
  const range = `from=${noon}&to=${noon + 10}`
  const pages: string[] = []
  let cursor: string | undefined
  do {
    const page = await collector.sessions(`${range}&limit=5${cursor ? `&cursor=${cursor}` : ''}`)
    assert.ok(page.sessions.length <= 5)
    pages.push(...page.sessions.map(({ session_id }) => session_id))
    cursor = page.next_cursor
  } while (cursor !== undefined)
  assert.deepEqual(pages, await idsOf(`${range}&limit=500`))
  assert.equal(new Set(pages).size, pages.length)
  assert.ok(sent.every(({ session }) => pages.includes(session)))
})

test('pages of a session’s events join to all of them, in time order', async () => {
  await store(
    ...Array.from({ length: 25 }, (_, index) => ({
      session: 'long',
      time: noon + Math.floor(index / 6),
      id: `long-${index}`,
    })),
  )
  const pages: SessionEvent[] = []
  let cursor: string | undefined
  do {
    const page = await collector.session('long', `limit=4${cursor ? `&cursor=${cursor}` : ''}`)
    assert.equal(page.session.session_action_count, 25)
    pages.push(...page.events)
    cursor = page.next_cursor
  } while (cursor !== undefined)
  const whole = await collector.session('long')
  assert.deepEqual(pages, whole.events)
  assert.equal(whole.next_cursor, undefined)
  assert.equal(new Set(pages.map(({ event_id }) => event_id)).size, 25)
  const times = pages.map(({ time }) => time)
  assert.deepEqual(
    times,
    times.toSorted((one, other) => one - other),
  )
})

test('one id in two applications is two sessions', async () => {
  await store(
    { app: 'one', session: 'twice', time: noon },
    { app: 'two', session: 'twice', time: noon + 1 },
  )
  assert.equal((await collector.session('twice', 'app_id=one')).session.session_start, noon)
  assert.equal((await collector.session('twice', 'app_id=two')).events.length, 1)
  assert.equal((await collector.session('twice')).session.app_id, 'two')
})

const HOSTILE = [
  "'",
  "' OR 1=1 --",
  '\\',
  "\\'; DROP TABLE rum.events; --",
  '{a:String}',
  '\n\t\r\u0000',
  '%',
  'ü😀',
  '"`;/*',
  '__proto__',
]

test('any text can be the id of a session or an application', async () => {
  for (const text of HOSTILE) {
    const tag = text
      .replace(/[\n\r]/g, ' ')
      .replace(/[ ,=]/g, '\\$&')
      .replace(/\\+$/, '')
    const stored = text.replace(/[\n\r]/g, ' ').replace(/\\+$/, '')
    const found = encodeURIComponent(stored)
    if (stored !== '') {
      const line = `action,app_id=${tag},session_id=${tag} f=1 ${noon}`
      assert.equal((await collector.send(line)).status, 200, text)
      assert.equal((await collector.session(stored, `app_id=${found}`)).events.length, 1, text)
      const ids = await idsOf(`app_id=${found}&from=${noon}`)
      assert.deepEqual(ids, [stored], text)
    }
    const response = await collector.server.inject({
      url: `/api/sessions/${encodeURIComponent(`${text}?`)}?app_id=${encodeURIComponent(text)}`,
    })
    assert.equal(response.statusCode, 404, text)
  }
})

test('bad parameters are named', async () => {
  const cases: [url: string, message: RegExp][] = [
    ['/api/sessions?limit=0', /^limit: /],
    ['/api/sessions?limit=501', /^limit: /],
    ['/api/sessions?limit=x', /^limit: /],
    ['/api/sessions?limit=1.5', /^limit: /],
    ['/api/sessions?from=yesterday', /^from: /],
    ['/api/sessions?from=-1', /^from: /],
    ['/api/sessions?to=1e300', /^to: /],
    ['/api/sessions?app_id=a&app_id=b', /^app_id: /],
    ['/api/sessions?cursor=abc', /^cursor: /],
    [`/api/sessions?cursor=${Buffer.from('[1,2,3]').toString('base64url')}`, /^cursor: /],
    ['/api/sessions/long?cursor=abc', /^cursor: /],
    ['/api/sessions/long?limit=2001', /^limit: /],
    [`/api/sessions/${'x'.repeat(1025)}`, /^session_id: /],
  ]
  for (const [url, message] of cases) {
    const response = await collector.server.inject({ url })
    assert.equal(response.statusCode, 400, url)
    const answer = response.json()
    assert.equal(answer.error_code, 'rum.badRequest', url)
    assert.match(answer.message, message, url)
  }
})

test('an unknown session and an unknown address are not found', async () => {
  for (const url of [
    '/api/sessions/unknown',
    '/api/unknown',
    '/v1/write/other',
    '/api/sessions/',
  ]) {
    const response = await collector.server.inject({ url })
    assert.ok([400, 404].includes(response.statusCode), url)
    assert.match(response.json().error_code, /^rum\./, url)
  }
})

test('the health check says that the store answers', async () => {
  const response = await collector.server.inject({ url: '/healthz' })
  assert.deepEqual([response.statusCode, response.json()], [200, { status: 'ok', version: 'test' }])
})
