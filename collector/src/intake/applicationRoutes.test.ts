import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { Application, ApplicationList } from '../../../protocol/applications.ts'
import type { Client } from '../access/access.testkit.ts'
import { createToken, SECRET, withToken } from '../access/access.testkit.ts'
import { OPEN_ACCESS } from '../access/accessOptions.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'

const PATH = '/api/applications'
const ORIGIN = 'https://shop.example'
const access = { ...OPEN_ACCESS, adminSecret: SECRET }
const directory = makeDirectory()
let collector: TestCollector
let admin: Client

test.before(async () => {
  collector = await startTestCollector(directory.path, { access })
  admin = withToken(collector, SECRET)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

async function listAt(client: Client): Promise<ApplicationList> {
  return JSON.parse((await client.get(PATH)).body)
}

async function declare(id: string): Promise<Application> {
  const answer = await admin.send('POST', PATH, { id })
  assert.equal(answer.status, 201, answer.body)
  return JSON.parse(answer.body)
}

let sent = 0

/** Sends an event as a page of an origin does. @returns `200`, or the error code */
async function sendTo(
  at: TestCollector,
  {
    appId = 'shop',
    token = '',
    origin = ORIGIN,
  }: { appId?: string; token?: string; origin?: string },
): Promise<string> {
  sent++
  const answer = await at.server.inject({
    method: 'POST',
    url: `/v1/write/rum?precision=ms&token=${token}`,
    headers: { 'content-type': 'text/plain', 'user-agent': '', origin },
    body: `action,app_id=${appId},session_id=s action_name="x",event_id="e${sent}" ${Date.now()}`,
  })
  return answer.statusCode === 200 ? '200' : answer.json().error_code
}

test('a declared application needs its token at once, while others send as before', async () => {
  assert.equal(await sendTo(collector, {}), '200')
  const { tokens } = await declare('shop')
  const [{ token = '' } = {}] = tokens
  assert.match(token, /^pub_[0-9a-f]{32}$/)
  assert.equal(await sendTo(collector, {}), 'rum.tokenMissing')
  assert.equal(await sendTo(collector, { token }), '200')
  assert.equal(await sendTo(collector, { appId: 'blog' }), '200')
})

test('others are refused once an administrator decides so', async () => {
  assert.equal((await listAt(admin)).others_may_send, true)
  const decide = (may: boolean) => admin.send('PATCH', PATH, { others_may_send: may })
  assert.equal((await decide(false)).status, 204)
  assert.equal(await sendTo(collector, { appId: 'blog' }), 'rum.unknownApplication')
  assert.equal((await listAt(admin)).others_may_send, false)
  assert.equal((await decide(true)).status, 204)
  assert.equal(await sendTo(collector, { appId: 'blog' }), '200')
})

test('a token is replaced without a gap: both count until the first is removed', async () => {
  const [{ token: former = '' } = {}] = (await declare('rotating')).tokens
  const added = await admin.send('POST', `${PATH}/rotating/tokens`)
  const { token } = JSON.parse(added.body)
  for (const each of [former, token]) {
    assert.equal(await sendTo(collector, { appId: 'rotating', token: each }), '200')
  }
  const removed = await admin.send('DELETE', `${PATH}/rotating/tokens/${former}`)
  assert.equal(removed.status, 204)
  assert.equal(await sendTo(collector, { appId: 'rotating', token: former }), 'rum.tokenMissing')
  assert.equal(await sendTo(collector, { appId: 'rotating', token }), '200')
  const again = await admin.send('DELETE', `${PATH}/rotating/tokens/${former}`)
  assert.equal(again.status, 404)
})

test('settings are changed one by one, count for the next event, and reject what no browser could match', async () => {
  await admin.send('POST', PATH, { id: 'strict', has_token: false })
  const change = (body: object) => admin.send('PATCH', `${PATH}/strict`, body)
  assert.equal((await change({ origins: [ORIGIN] })).status, 204)
  assert.equal((await change({ retention_days: 7, sample_rate: 0 })).status, 204)
  assert.equal(await sendTo(collector, { appId: 'strict' }), '200')
  const elsewhere = { appId: 'strict', origin: 'https://evil.example' }
  assert.equal(await sendTo(collector, elsewhere), 'rum.originNotAllowed')
  const found = await collector.server.inject({
    url: '/api/sessions?app_id=strict',
    headers: { authorization: `Bearer ${SECRET}` },
  })
  assert.deepEqual(found.json().sessions, [], 'no session is sampled')

  const { applications } = await listAt(admin)
  const {
    created,
    created_by: by,
    ...strict
  } = applications.find(({ id }) => id === 'strict') ?? {}
  assert.equal(by, 'user:admin')
  assert.ok(Date.now() - Number(created) < 60_000)
  assert.deepEqual(strict, {
    id: 'strict',
    tokens: [],
    origins: [ORIGIN],
    retention_days: 7,
    has_own_retention: true,
    sample_rate: 0,
    events_per_second: 0,
    trace_link: '',
    log_link: '',
    is_in_file: false,
  })
  assert.equal((await change({ retention_days: null })).status, 204)
  const after = (await listAt(admin)).applications.find(({ id }) => id === 'strict')
  assert.deepEqual([after?.retention_days, after?.has_own_retention], [30, false])

  const wrong = [
    { origins: ['shop.example'] },
    { origins: ['https://shop.example/'] },
    { retention_days: 0 },
    { sample_rate: 101 },
    { trace_link: 'javascript:alert("{trace_id}")' },
    { log_link: 'https://{trace_id}.example/' },
    { tokens: [] },
  ]
  for (const body of wrong) {
    const { status, body: text } = await change(body)
    assert.deepEqual([status, JSON.parse(text).error_code], [400, 'rum.badRequest'], text)
  }
})

test('readers get the links of their own applications', async () => {
  await declare('linked')
  const link = 'https://traces.example/{trace_id}'
  await admin.send('PATCH', `${PATH}/linked`, { trace_link: link })
  const grants = [
    [['linked'], [{ app_id: 'linked', trace_link: link, log_link: '' }]],
    [['blog'], []],
  ] as const
  for (const [applications, links] of grants) {
    const token = await createToken(collector, { role: 'viewer', applications: [...applications] })
    const reader = withToken(collector, token)
    assert.deepEqual(JSON.parse((await reader.get('/api/links')).body), { links })
    assert.equal((await reader.get(PATH)).status, 403)
  }
})

test('an administrator of some applications, and an editor, change none', async () => {
  const grants = [
    { role: 'admin', applications: ['shop'] },
    { role: 'editor', applications: 'all' as const },
  ]
  for (const grant of grants) {
    const client = withToken(collector, await createToken(collector, grant))
    for (const [method, url] of [
      ['POST', PATH],
      ['PATCH', PATH],
      ['PATCH', `${PATH}/shop`],
      ['DELETE', `${PATH}/shop`],
      ['POST', `${PATH}/shop/tokens`],
      ['DELETE', `${PATH}/shop/tokens/x`],
    ] as const) {
      assert.equal((await client.send(method, url, {})).status, 403, `${method} ${url}`)
    }
  }
})

test('applications outlive a restart, and a removed one sends like any other', async () => {
  const { tokens } = await declare('lasting')
  await collector.stop()
  collector = await startTestCollector(directory.path, { access })
  admin = withToken(collector, SECRET)
  const appId = 'lasting'
  assert.equal(await sendTo(collector, { appId }), 'rum.tokenMissing')
  assert.equal(await sendTo(collector, { appId, token: tokens[0]?.token ?? '' }), '200')
  assert.equal((await admin.send('DELETE', `${PATH}/${appId}`)).status, 204)
  assert.equal(await sendTo(collector, { appId }), '200')
  assert.equal((await admin.send('DELETE', `${PATH}/${appId}`)).status, 404)
  assert.equal((await admin.send('POST', PATH, { id: 'shop' })).status, 409)
})

test('the audit tells who changed an application, and no token', async () => {
  const text = (await admin.get('/api/audit?limit=500')).body
  const acts = JSON.parse(text).entries.map(
    ({ act, subject }: { act: string; subject: string }) => `${act} ${subject}`,
  )
  for (const act of [
    'addApplication application:shop',
    'changeApplication application:strict',
    'removeApplication application:lasting',
    'addApplicationToken application:rotating',
    'removeApplicationToken application:rotating',
    'changeIntake applications',
  ]) {
    assert.ok(acts.includes(act), act)
  }
  assert.doesNotMatch(text, /pub_/)
})

test('what the file declares is listed and wins, and no request changes it', async () => {
  await collector.stop()
  const path = join(directory.path, 'applications.json')
  const token = 'pub_of_the_file_0123'
  writeFileSync(path, JSON.stringify({ applications: [{ id: 'shop', tokens: [token] }] }))
  collector = await startTestCollector(directory.path, { access, applications: path })
  admin = withToken(collector, SECRET)

  const { applications, file, others_may_send: mayOthers } = await listAt(admin)
  assert.deepEqual([file, mayOthers], [path, false])
  const [shop] = applications
  assert.deepEqual([shop?.id, shop?.is_in_file, shop?.tokens], ['shop', true, [{ token }]])
  assert.equal(applications.filter(({ id }) => id === 'shop').length, 1)
  assert.equal(await sendTo(collector, { token }), '200')
  assert.equal(await sendTo(collector, { appId: 'blog' }), 'rum.unknownApplication')
  assert.equal(await sendTo(collector, { appId: 'strict' }), '200', 'stored ones may still send')

  const requests = [
    ['POST', PATH, { id: 'shop' }, 'rum.nameTaken'],
    ['PATCH', PATH, { others_may_send: true }, 'rum.declaredInFile'],
    ['PATCH', `${PATH}/shop`, { sample_rate: 1 }, 'rum.declaredInFile'],
    ['DELETE', `${PATH}/shop`, undefined, 'rum.declaredInFile'],
    ['POST', `${PATH}/shop/tokens`, undefined, 'rum.declaredInFile'],
    ['DELETE', `${PATH}/shop/tokens/${token}`, undefined, 'rum.declaredInFile'],
  ] as const
  for (const [method, url, body, code] of requests) {
    const answer = await admin.send(method, url, body)
    assert.deepEqual([answer.status, JSON.parse(answer.body).error_code], [409, code], url)
  }
})
