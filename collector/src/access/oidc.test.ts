import assert from 'node:assert/strict'
import test from 'node:test'
import type { Me } from '../../../protocol/access.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { OPEN_ACCESS } from './accessOptions.ts'
import type { IdentityProvider } from './identityProvider.testkit.ts'
import { startIdentityProvider } from './identityProvider.testkit.ts'

const directory = makeDirectory()
const PUBLIC_URL = 'http://rum.example'
let provider: IdentityProvider
let collector: TestCollector

test.before(async () => {
  provider = await startIdentityProvider()
  collector = await startTestCollector(directory.path, {
    access: {
      ...OPEN_ACCESS,
      publicUrl: PUBLIC_URL,
      oidc: {
        issuer: provider.issuer,
        clientId: 'rum',
        clientSecret: 's3cret',
        groupsClaim: 'groups',
      },
      groupRoles: [
        ['rum-admins', 'admin'],
        ['staff', 'viewer'],
      ],
    },
  })
})
test.after(async () => {
  await collector.stop()
  await provider.stop()
  directory.remove()
})

interface Step {
  status: number
  location: string
  cookies: Record<string, string>
  body: string
}

/** One request of the browser, at the public address. */
async function go(url: string, cookies: Record<string, string> = {}): Promise<Step> {
  const response = await collector.server.inject({
    url: url.replace(PUBLIC_URL, ''),
    headers: {
      host: 'rum.example',
      cookie: Object.entries(cookies)
        .map((pair) => pair.join('='))
        .join('; '),
    },
  })
  const set = response.cookies.map(({ name, value }) => [name, value] as const)
  return {
    status: response.statusCode,
    location: String(response.headers.location ?? ''),
    cookies: { ...cookies, ...Object.fromEntries(set) },
    body: response.body,
  }
}

/** From the collector to the provider, which sends the browser back at once. */
async function begin(to = '/'): Promise<{ back: string; cookies: Record<string, string> }> {
  const { location, cookies } = await go(`/api/sign-in/oidc?to=${encodeURIComponent(to)}`)
  const answer = await fetch(location, { redirect: 'manual' })
  return { back: answer.headers.get('location') ?? '', cookies }
}

async function signInAs(claims: Record<string, unknown>, forged = {}): Promise<Step> {
  Object.assign(provider, { claims, forged })
  const { back, cookies } = await begin()
  return go(back, cookies)
}

test('the provider’s user is signed in with the role of the groups, and comes back to the page', async () => {
  const email = { email: 'ada@example.com', email_verified: true }
  provider.claims = { ...email, groups: ['staff', 'rum-admins'] }
  const { back, cookies } = await begin('/sessions/x?event=1')
  assert.ok(back.startsWith(`${PUBLIC_URL}/api/sign-in/oidc/callback?code=`), back)
  const done = await go(back, cookies)
  assert.deepEqual([done.status, done.location], [302, '/sessions/x?event=1'])
  const me = JSON.parse((await go('/api/me', done.cookies)).body) as Me
  assert.deepEqual(me.user, { name: 'ada@example.com', role: 'admin', applications: 'all' })
  assert.deepEqual(me.sign_in, { password: false, oidc: true, sign_out: true })
  assert.equal((await go('/api/sessions', done.cookies)).status, 200)
})

test('an address that is not verified is nobody’s name', async () => {
  for (const verified of [{ email_verified: false }, {}]) {
    const done = await signInAs({ email: 'admin@example.com', groups: ['staff'], ...verified })
    const me = JSON.parse((await go('/api/me', done.cookies)).body) as Me
    assert.deepEqual([me.user?.name, me.user?.role], ['u1', 'viewer'])
  }
})

test('a name with line ends and marks of direction is spelled out', async () => {
  const done = await signInAs({ preferred_username: 'ada\n\u202enimda', groups: ['staff'] })
  const me = JSON.parse((await go('/api/me', done.cookies)).body) as Me
  assert.equal(me.user?.name, 'ada\\u{a}\\u{202e}nimda')
})

test('an ID token that the provider has not signed is refused', async () => {
  provider.isForeign = true
  const done = await signInAs({ groups: ['staff'] })
  provider.isForeign = false
  assert.deepEqual([done.status, JSON.parse(done.body).error_code], [403, 'rum.signInFailed'])
})

test('without a group that has a role nobody comes in', async () => {
  for (const groups of [['others'], [], undefined, 'others', { staff: true }]) {
    const done = await signInAs({ groups })
    assert.deepEqual([done.status, JSON.parse(done.body).error_code], [403, 'rum.roleMissing'])
    assert.equal((await go('/api/sessions', done.cookies)).status, 401)
  }
})

test('an ID token that is not for this sign-in is refused', async () => {
  const past = Math.floor(Date.now() / 1000) - 3600
  for (const forged of [
    { nonce: 'another' },
    { aud: 'other' },
    { iss: 'http://x' },
    { exp: past, iat: past },
  ]) {
    const done = await signInAs({ groups: ['staff'] }, forged)
    assert.deepEqual([done.status, JSON.parse(done.body).error_code], [403, 'rum.signInFailed'])
    assert.equal((await go('/api/sessions', done.cookies)).status, 401)
  }
})

test('a callback that another browser began, or that was used, is refused', async () => {
  Object.assign(provider, { claims: { groups: ['staff'] }, forged: {} })
  const { back, cookies } = await begin()
  assert.equal((await go(back)).status, 400)
  const { cookies: others } = await begin()
  assert.equal((await go(back, others)).status, 403)
  assert.equal((await go(back.replace(/state=[^&]+/, 'state=x'), cookies)).status, 403)
  assert.equal((await go(back, cookies)).status, 302)
  assert.equal((await go(back, cookies)).status, 403)
})

test('the way back leads to a path of the collector only', async () => {
  for (const to of [
    ...['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:1'],
    ...['/\t/evil.example', '/\n/evil.example', '/.//evil.example'],
  ]) {
    assert.equal((await go(`/api/sign-in/oidc?to=${encodeURIComponent(to)}`)).status, 400, to)
  }
})
