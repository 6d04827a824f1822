import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { createClient, createToken, SECRET, signIn, withToken } from './access.testkit.ts'
import { OPEN_ACCESS } from './accessOptions.ts'

const directory = makeDirectory()
let collector: TestCollector
const PASSWORD = 'a password of Ada’s'

test.before(async () => {
  collector = await startTestCollector(directory.path, {
    access: { ...OPEN_ACCESS, adminSecret: SECRET },
  })
  const user = { name: 'ada', password: PASSWORD, role: 'editor', applications: ['shop'] }
  const added = await withToken(collector, SECRET).send('POST', '/api/users', user)
  assert.equal(added.status, 201, added.body)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

async function meOf(browser: { get(url: string): Promise<{ body: string }> }) {
  return JSON.parse((await browser.get('/api/me')).body)
}

test('nobody reads without a sign-in, and what is public stays so', async () => {
  const nobody = createClient(collector, {})
  const answer = await nobody.get('/api/sessions')
  assert.deepEqual([answer.status, JSON.parse(answer.body).error_code], [401, 'rum.signInNeeded'])
  assert.deepEqual(await meOf(nobody), {
    user: null,
    sign_in: { password: true, oidc: false, sign_out: true },
  })
  for (const url of ['/healthz', '/readyz', '/metrics']) {
    assert.equal((await nobody.get(url)).status, 200, url)
  }
  assert.equal((await collector.send(`action,session_id=s action_name="x"`)).status, 200)
})

test('a sign-in gives a cookie that no script and no other site can use, and a role', async () => {
  const { answer, cookie, browser } = await signIn(collector, 'ada', PASSWORD)
  assert.equal(answer.status, 204)
  assert.match(
    cookie,
    /^dataflux_rum=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  const { user } = await meOf(browser)
  assert.deepEqual(user, { name: 'ada', role: 'editor', applications: ['shop'] })
  assert.equal((await browser.get('/api/sessions')).status, 200)
  assert.equal((await browser.get('/api/users')).status, 403)
})

test('a sign-out ends the sign-in itself, not only the cookie', async () => {
  const { browser } = await signIn(collector, 'ada', PASSWORD)
  const out = await browser.send('POST', '/api/sign-out')
  assert.match(String(out.headers['set-cookie']), /^dataflux_rum=; Max-Age=0;/)
  assert.equal((await browser.get('/api/sessions')).status, 401)
})

test('a page of another origin changes nothing, even with the user’s cookie', async () => {
  const { cookie } = await signIn(collector, 'admin', SECRET)
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:81' },
    { origin: 'null' },
    {},
  ]
  for (const headers of foreign) {
    const page = createClient(collector, {
      host: 'localhost',
      cookie: cookie.split(';')[0] ?? '',
      ...headers,
    })
    const answer = await page.send('POST', '/api/tokens', {
      name: 'x',
      role: 'admin',
      applications: 'all',
    })
    assert.deepEqual([answer.status, JSON.parse(answer.body).error_code], [403, 'rum.badOrigin'])
  }
})

test('a new password, another role and a removal count at once', async () => {
  const admin = withToken(collector, SECRET)
  const eve = { name: 'eve', password: 'the first password', role: 'viewer' }
  assert.equal((await admin.send('POST', '/api/users', eve)).status, 201)
  const { browser } = await signIn(collector, 'eve', eve.password)

  await admin.send('PATCH', '/api/users/eve', { role: 'admin' })
  assert.equal((await browser.get('/api/users')).status, 200)
  await admin.send('PATCH', '/api/users/eve', { password: 'the second password' })
  assert.equal((await browser.get('/api/me')).body.includes('"user":null'), true)
  assert.equal((await signIn(collector, 'eve', eve.password)).answer.status, 401)

  const { browser: again } = await signIn(collector, 'eve', 'the second password')
  await admin.send('DELETE', '/api/users/eve')
  assert.equal((await again.get('/api/sessions')).status, 401)
})

test('a token is shown once, stored as a hash, and gone when it is revoked', async () => {
  const admin = withToken(collector, SECRET)
  const token = await createToken(collector, { role: 'viewer', applications: ['shop'] })
  assert.equal((await withToken(collector, token).get('/api/sessions')).status, 200)
  assert.equal((await withToken(collector, `${token}x`).get('/api/sessions')).status, 401)

  const listed = (await admin.get('/api/tokens')).body
  assert.ok(!listed.includes(token.slice(5)))
  const { id, last_used: lastUsed } = JSON.parse(listed).tokens.at(-1)
  assert.ok(Date.now() - lastUsed < 60_000)
  assert.equal((await admin.send('DELETE', `/api/tokens/${id}`)).status, 204)
  assert.equal((await withToken(collector, token).get('/api/sessions')).status, 401)
})

test('the audit tells who did what, and no password', async () => {
  const text = (await withToken(collector, SECRET).get('/api/audit')).body
  const acts = JSON.parse(text).entries.map(
    (entry: { actor: string; act: string; subject: string }) =>
      `${entry.actor} ${entry.act} ${entry.subject}`,
  )
  assert.equal(acts.at(-1), 'user:admin addUser user:ada')
  for (const act of ['user:ada signIn user:ada', 'user:admin removeUser user:eve']) {
    assert.ok(acts.includes(act), act)
  }
  assert.doesNotMatch(text, /password of|first password|scrypt|battery/)
})

test('pages of the audit join to all of it', async () => {
  const admin = withToken(collector, SECRET)
  const whole = JSON.parse((await admin.get('/api/audit?limit=500')).body).entries
  const paged: unknown[] = []
  let cursor = ''
  do {
    const page = JSON.parse((await admin.get(`/api/audit?limit=3${cursor}`)).body)
    paged.push(...page.entries)
    cursor = page.next_cursor && `&cursor=${page.next_cursor}`
  } while (cursor)
  assert.deepEqual(paged, whole)
})

test('wrong passwords are told apart from nothing, and limited by address', async () => {
  const wrong = await signIn(collector, 'ada', 'not her password')
  const unknown = await signIn(collector, 'nobody', 'not her password')
  assert.equal(wrong.answer.body, unknown.answer.body)
  const statuses: number[] = []
  for (let guess = 0; guess < 10; guess++) {
    statuses.push((await signIn(collector, 'ada', `guess number ${guess}`)).answer.status)
  }
  assert.ok(statuses.includes(429), String(statuses))
  const { answer } = await signIn(collector, 'ada', PASSWORD)
  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers['retry-after']) > 0)
})
