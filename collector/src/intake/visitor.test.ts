import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { makeGeoDatabase } from './geo.testkit.ts'

const directory = makeDirectory()
const geo = join(directory.path, 'test.mmdb')
let collector: TestCollector

test.before(async () => {
  writeFileSync(geo, makeGeoDatabase({ country: { names: { en: 'New Zealand' } } }))
  collector = await startTestCollector(join(directory.path, 'data'), {
    trustedProxies: ['10.0.0.0/8'],
    geo,
  })
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

interface Visit {
  session: string
  remoteAddress: string
  forwarded?: string
  userAgent?: string
}

async function visit({ session, remoteAddress, forwarded, userAgent }: Visit): Promise<unknown> {
  const response = await collector.server.inject({
    method: 'POST',
    url: '/v1/write/rum?precision=ms',
    remoteAddress,
    headers: {
      'content-type': 'text/plain',
      'user-agent': userAgent ?? 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0',
      ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
    },
    // The event has no id of its own: its identity must not depend on where it comes from.
    body: `action,session_id=${session} action_name="x" ${Math.floor(Date.now() / 3_600_000) * 3_600_000}`,
  })
  assert.equal(response.statusCode, 200)
  const { events } = await collector.session(session)
  assert.equal(events.length, 1)
  const { ip, country, is_bot } = events[0]?.attributes ?? {}
  return { ip, country, is_bot }
}

test('the forwarded address counts from a trusted proxy, and from nobody else', async () => {
  const forwarded = '198.51.100.1, 203.0.113.77'
  const found = { ip: '203.0.113.0', country: 'New Zealand', is_bot: undefined }
  assert.deepEqual(await visit({ session: 'a', remoteAddress: '10.1.2.3', forwarded }), found)
  assert.deepEqual(await visit({ session: 'b', remoteAddress: '192.0.2.9', forwarded }), {
    ip: '192.0.2.0',
    country: undefined,
    is_bot: undefined,
  })
})

test('a bot is marked and stored', async () => {
  const userAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
  const { is_bot } = (await visit({ session: 'c', remoteAddress: '192.0.2.9', userAgent })) as {
    is_bot: unknown
  }
  assert.equal(is_bot, true)
})

test('the same event from another network is a copy', async () => {
  await visit({ session: 'd', remoteAddress: '192.0.2.9' })
  await visit({ session: 'd', remoteAddress: '203.0.113.9' }) // asserts that there is one event
})
