import assert from 'node:assert/strict'
import test from 'node:test'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { createClient, SECRET, signIn } from './access.testkit.ts'
import type { AccessOptions } from './accessOptions.ts'
import { OPEN_ACCESS } from './accessOptions.ts'

const directory = makeDirectory()
test.after(() => directory.remove())

/** One collector after another on one directory: a process can open one only. */
async function run(
  access: Partial<AccessOptions>,
  use: (collector: TestCollector) => Promise<void>,
  trustedProxies: string[] = [],
): Promise<void> {
  const collector = await startTestCollector(directory.path, {
    access: { ...OPEN_ACCESS, ...access },
    trustedProxies,
  })
  try {
    await use(collector)
  } finally {
    await collector.stop()
  }
}

test('behind https the cookie is for https and this host alone', async () => {
  await run({ adminSecret: SECRET, publicUrl: 'https://rum.example' }, async (collector) => {
    const browser = createClient(collector, { origin: 'https://rum.example', host: 'rum.example' })
    const answer = await browser.send('POST', '/api/sign-in', { name: 'admin', password: SECRET })
    assert.equal(answer.status, 204)
    assert.match(
      String(answer.headers['set-cookie']),
      /^__Host-dataflux_rum=.*; HttpOnly; Secure; /,
    )
    assert.match(String(answer.headers['strict-transport-security']), /max-age=/)
  })
})

test('a sign-in outlives a restart, and ends with another secret', async () => {
  let cookie = ''
  await run({ adminSecret: SECRET }, async (collector) => {
    ;({ cookie } = await signIn(collector, 'admin', SECRET))
  })
  const headers = { cookie: cookie.split(';')[0] ?? '' }
  await run({ adminSecret: SECRET }, async (collector) => {
    assert.equal((await createClient(collector, headers).get('/api/sessions')).status, 200)
  })
  await run({ adminSecret: `another ${SECRET}` }, async (collector) => {
    assert.equal((await createClient(collector, headers).get('/api/sessions')).status, 401)
  })
})

test('where nobody signs in, only the names of this machine are answered', async () => {
  await run({}, async (collector) => {
    for (const host of [
      'localhost',
      'localhost:9530',
      '127.0.0.1:9530',
      '[::1]:9530',
      '127.1.2.3',
    ]) {
      assert.equal((await createClient(collector, { host }).get('/api/sessions')).status, 200, host)
    }
    const rebound = [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example:9530',
      'localhost@evil.example',
      '[::2]:9530',
      '192.0.2.1',
    ]
    for (const host of rebound) {
      for (const url of ['/api/sessions', '/api/me', '/api/sessions/x']) {
        const answer = await createClient(collector, { host }).get(url)
        assert.deepEqual([answer.status, JSON.parse(answer.body).error_code], [403, 'rum.badHost'])
      }
    }
    assert.equal((await collector.send('action,session_id=s action_name="x"')).status, 200)
  })
})

test('where nobody signs in, a page of another origin changes nothing, and a program may', async () => {
  await run({}, async (collector) => {
    const erasure = { app_id: 'a', session_id: 'none' }
    for (const origin of ['https://evil.example', '', 'null', '://', 'localhost:1', 'x']) {
      const page = createClient(collector, { host: 'localhost:1', origin })
      assert.equal((await page.send('POST', '/api/erasures', erasure)).status, 403, origin)
    }
    const own = createClient(collector, { host: 'localhost:1', origin: 'http://localhost:1' })
    assert.equal((await own.send('POST', '/api/erasures', erasure)).status, 200)
    const program = createClient(collector, { host: 'localhost:1' })
    assert.equal((await program.send('POST', '/api/erasures', erasure)).status, 200)
  })
})

test('a proxy in front of an open collector is named by the public address', async () => {
  await run({ publicUrl: 'https://rum.example' }, async (collector) => {
    const proxied = createClient(collector, { host: 'rum.example', origin: 'https://rum.example' })
    assert.equal((await proxied.get('/api/sessions')).status, 200)
    assert.equal(
      (await proxied.send('POST', '/api/erasures', { app_id: 'a', session_id: 'x' })).status,
      200,
    )
  })
})

const PROXY: Partial<AccessOptions> = {
  proxy: { userHeader: 'X-Forwarded-User', groupsHeader: 'X-Forwarded-Groups' },
  groupRoles: [
    ['ops', 'admin'],
    ['staff', 'viewer'],
  ],
}
const ADA = { 'x-forwarded-user': 'ada', 'x-forwarded-groups': 'staff, ops' }

test('a proxy that is trusted says who it is', async () => {
  await run(
    PROXY,
    async (collector) => {
      const rolesOf = async (headers: Record<string, string>): Promise<string | undefined> =>
        JSON.parse((await createClient(collector, headers).get('/api/me')).body).user?.role
      assert.equal(await rolesOf(ADA), 'admin')
      assert.equal(await rolesOf({ ...ADA, 'x-forwarded-groups': 'staff' }), 'viewer')
      assert.equal(await rolesOf({ ...ADA, 'x-forwarded-groups': 'others' }), undefined)
      assert.equal(await rolesOf({ 'x-forwarded-groups': 'ops' }), undefined)
    },
    ['loopback'],
  )
})

test('whoever is not the proxy cannot say so, whatever the headers claim', async () => {
  await run(
    PROXY,
    async (collector) => {
      const claims = { ...ADA, 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1' }
      assert.equal((await createClient(collector, claims).get('/api/sessions')).status, 401)
    },
    ['10.0.0.1'],
  )
})

test('where nobody signs in, nobody makes an account or a token that would stay', async () => {
  await run({}, async (collector) => {
    const page = createClient(collector, { host: 'localhost' })
    const user = { name: 'eve', password: 'a long password', role: 'admin' }
    const token = { name: 'eve', role: 'admin', applications: 'all' }
    for (const [url, body] of [
      ['/api/users', user],
      ['/api/tokens', token],
    ] as const) {
      const answer = await page.send('POST', url, body)
      assert.deepEqual([answer.status, JSON.parse(answer.body).error_code], [409, 'rum.openAccess'])
    }
  })
})

test('an empty or broken origin is not the collector’s own', async () => {
  await run({ adminSecret: SECRET }, async (collector) => {
    const { cookie } = await signIn(collector, 'admin', SECRET)
    for (const [origin, host] of [
      ['', 'localhost'],
      ['', ''],
      ['null', 'localhost'],
      ['://', 'localhost'],
      ['x', '!'],
    ] as const) {
      const headers = { origin, host, cookie: cookie.split(';')[0] ?? '' }
      const answer = await createClient(collector, headers).send('DELETE', '/api/users/nobody')
      assert.equal(answer.status, 403, origin)
    }
  })
})
