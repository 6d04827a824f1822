import assert from 'node:assert/strict'
import test from 'node:test'
import type { ResolvedFrame } from '../../../protocol/sourceMaps.ts'
import { createToken, SECRET, withToken } from '../access/access.testkit.ts'
import { OPEN_ACCESS } from '../access/accessOptions.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { SHOP_MAP, THROW, toZip } from './sourceMap.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector
let token: string
const now = Date.now()
let serial = 0

test.before(async () => {
  collector = await startTestCollector(directory.path, {
    access: { ...OPEN_ACCESS, adminSecret: SECRET },
  })
  token = await createToken(collector, { role: 'editor', applications: ['shop'] })
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

interface Sent {
  status: number
  body: string
}

async function upload(
  query: string,
  body: Buffer<ArrayBuffer>,
  contentType = 'application/zip',
): Promise<Sent> {
  const response = await fetch(`${collector.url}/v1/sourcemap?${query}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
    body,
  })
  return { status: response.status, body: await response.text() }
}

/** Stores an error and reads it back, as the explorer does. */
async function resolve(stack: string, version = '1.0'): Promise<ResolvedFrame[] | undefined> {
  serial++
  const tags = `error,app_id=shop,env=prod,version=${version},session_id=s${serial}`
  const text = stack.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const sent = await collector.send(`${tags} error_message="m",error_stack="${text}" ${now}`)
  assert.equal(sent.status, 200, sent.body)
  const { body } = await withToken(collector, token).get(`/api/sessions/s${serial}`)
  return JSON.parse(body).events[0].resolved_stack
}

const RELEASE = 'app_id=shop&env=prod&version=1.0'
const SCRIPT = 'https://shop.example/assets/shop.js'

test('an uploaded map resolves stacks of every browser, with the lines around', async () => {
  const zip = await toZip({ 'assets/shop.js.map': SHOP_MAP, 'assets/shop.js': 'x' })
  const stored = await upload(RELEASE, zip)
  assert.deepEqual(
    [stored.status, JSON.parse(stored.body)],
    [200, { files: 1, ignored: 1, bytes: SHOP_MAP.length }],
  )
  for (const line of [
    ` at n @ ${SCRIPT}:1:${THROW.column}`,
    `    at n (${SCRIPT}:1:${THROW.column})`,
    `n@${SCRIPT}:1:${THROW.column}`,
  ]) {
    const frames = await resolve(
      `RangeError: a price below zero\n${line}\n at Array.reduce (<anonymous>)`,
    )
    assert.equal(frames?.length, 2, line)
    assert.deepEqual(frames?.[0], {
      raw: line.trim(),
      function: 'n',
      original: {
        source: THROW.source,
        line: THROW.line,
        column: 11,
        context: {
          first_line: 8,
          lines: [
            '',
            'function toPrice(line: Line): number {',
            '  if (line.price < 0) {',
            "    throw new RangeError('a price below zero')",
            '  }',
            '  return line.price',
            '}',
          ],
        },
      },
    })
    assert.deepEqual(frames?.[1], { raw: 'at Array.reduce (<anonymous>)', reason: 'no_position' })
  }
})

test('stacks of causes, of the handling and of a logged error are resolved as well', async () => {
  const at = `at n @ ${SCRIPT}:1:${THROW.column}`
  const causes = JSON.stringify([
    { type: 'RangeError', message: 'm', stack: `RangeError: m\n ${at}` },
    { type: 'Error', message: 'without a stack' },
  ])
  const toField = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const sent = await collector.send(
    `error,app_id=shop,env=prod,version=1.0,session_id=causes error_message="m",error_causes="${toField(causes)}",error_handling_stack=" ${at}" ${now}`,
  )
  assert.equal(sent.status, 200, sent.body)
  const logged = await fetch(`${collector.url}/v1/write/logging?precision=ms`, {
    method: 'POST',
    body: `df_rum_browser_log,app_id=shop,env=prod,version=1.0,session_id=causes message="m",error_stack=" ${at}" ${now + 1}`,
  })
  assert.equal(logged.status, 200, await logged.text())

  const client = withToken(collector, token)
  const [error, log] = JSON.parse((await client.get('/api/sessions/causes')).body).events
  const lineOf = (frames: ResolvedFrame[]): number | undefined => frames[0]?.original?.line
  assert.deepEqual(error.resolved_causes.map(lineOf), [THROW.line, undefined])
  assert.equal(lineOf(error.resolved_handling_stack), THROW.line)
  assert.equal('resolved_stack' in error, false)
  assert.equal(lineOf(log.resolved_stack), THROW.line)

  const list = '/api/events?query=session_id:causes'
  const [raw] = JSON.parse((await client.get(list)).body).events
  assert.equal('resolved_stack' in raw, false)
  const [resolved] = JSON.parse((await client.get(`${list}&resolve_stacks=true`)).body).events
  assert.equal(lineOf(resolved.resolved_stack), THROW.line)
})

test('an error of a release without maps keeps its raw stack alone', async () => {
  assert.equal(await resolve(`Error: x\n at f @ ${SCRIPT}:1:1`, '2.0'), undefined)
})

test('a frame that cannot be resolved says why', async () => {
  const zip = await toZip({
    'assets/shop.js.map': SHOP_MAP,
    'broken.js.map': 'not json',
    'wrong.js.map': '{"version":3,"sources":[],"mappings":"%%%"}',
    'a/twice.js.map': SHOP_MAP,
    'b/twice.js.map': SHOP_MAP,
  })
  assert.equal((await upload('app_id=shop&env=prod&version=3.0', zip)).status, 200)
  const places = [
    'broken.js:1:1',
    'wrong.js:1:1',
    'twice.js:1:1',
    'other.js:1:1',
    'assets/shop.js:99:1',
    'assets/shop.js:0:0',
  ]
  const stack = places.map((place) => ` at f @ https://shop.example/${place}`).join('\n')
  const frames = await resolve(`Error: x\n${stack}`, '3.0')
  assert.deepEqual(
    frames?.map(({ reason }) => reason),
    ['bad_map', 'not_in_map', 'ambiguous_map', 'no_map', 'not_in_map', 'not_in_map'],
  )
})

test('a map with sections resolves as a flat one', async () => {
  const sections = [{ offset: { line: 2, column: 0 }, map: JSON.parse(SHOP_MAP) }]
  const zip = await toZip({ 'shop.js.map': JSON.stringify({ version: 3, sections }) })
  assert.equal((await upload('app_id=shop&env=prod&version=4.0', zip)).status, 200)
  const frames = await resolve(`Error: x\n at n @ https://x/shop.js:3:${THROW.column}`, '4.0')
  assert.equal(frames?.[0]?.original?.line, THROW.line)
})

test('another upload replaces the release, and a removal takes it away', async () => {
  const release = 'app_id=shop&env=prod&version=5.0'
  const stack = `Error: x\n at n @ ${SCRIPT}:1:${THROW.column}`
  await upload(release, await toZip({ 'assets/shop.js.map': '{' }))
  assert.equal((await resolve(stack, '5.0'))?.[0]?.reason, 'bad_map')
  await upload(release, await toZip({ 'assets/shop.js.map': SHOP_MAP }))
  assert.equal((await resolve(stack, '5.0'))?.[0]?.original?.line, THROW.line)

  const refused = await upload(release, Buffer.from('no zip'))
  assert.equal(refused.status, 400)
  assert.equal((await resolve(stack, '5.0'))?.[0]?.original?.line, THROW.line)

  const client = withToken(collector, token)
  assert.equal((await client.send('DELETE', `/v1/sourcemap?${release}`)).status, 204)
  assert.equal((await client.send('DELETE', `/v1/sourcemap?${release}`)).status, 404)
  assert.equal(await resolve(stack, '5.0'), undefined)
})

test('a form with a file and a token in the query do as well, as a DataKit’s users send them', async () => {
  const form = new FormData()
  form.append('file', new Blob([await toZip({ 'form.js.map': SHOP_MAP })]), 'maps.zip')
  const query = `app_id=shop&env=prod&version=6.0&platform=web&token=${token}`
  const response = await fetch(`${collector.url}/v1/sourcemap?${query}`, {
    method: 'PUT',
    body: form,
  })
  assert.equal(response.status, 200, await response.text())
  const frames = await resolve(`Error: x\n at n @ https://x/form.js:1:${THROW.column}`, '6.0')
  assert.equal(frames?.[0]?.original?.line, THROW.line)
})

test('an upload is for editors of the application, and a query token for uploads alone', async () => {
  const zip = await toZip({ 'a.map': '{}' })
  assert.equal((await upload('app_id=other&env=prod&version=1', zip)).status, 403)
  const put = (query: string): Promise<Response> =>
    fetch(`${collector.url}/v1/sourcemap?${query}`, {
      method: 'PUT',
      body: zip,
      headers: { 'content-type': 'application/zip' },
    })
  assert.equal((await put('app_id=shop')).status, 401)
  assert.equal((await put('app_id=shop&token=rum_unknown')).status, 401)
  const viewer = await createToken(collector, { role: 'viewer', applications: ['shop'] })
  assert.equal((await put(`app_id=shop&token=${viewer}`)).status, 403)
  assert.equal((await fetch(`${collector.url}/api/sessions?token=${token}`)).status, 401)
})

test('releases are listed to those whose application it is', async () => {
  const { body } = await withToken(collector, token).get('/v1/sourcemap?app_id=shop')
  const first = JSON.parse(body).releases.at(-1)
  assert.deepEqual(
    [first.app_id, first.env, first.version, first.files],
    ['shop', 'prod', '1.0', ['assets/shop.js.map']],
  )
  const other = await createToken(collector, { role: 'editor', applications: ['other'] })
  assert.equal((await withToken(collector, other).get('/v1/sourcemap')).body, '{"releases":[]}')
})

test('bodies that are no upload are refused and leave nothing', async () => {
  for (const [type, body] of [
    ['application/zip', ''],
    ['application/zip', 'PK'],
    ['multipart/form-data; boundary=x', 'nothing'],
    ['multipart/form-data', 'nothing'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
    ],
    ['application/json', '{}'],
  ] as const) {
    const answer = await upload('app_id=shop&version=7', Buffer.from(body), type)
    assert.deepEqual(
      [answer.status, JSON.parse(answer.body).error_code.startsWith('rum.bad')],
      [400, true],
      `${type} ${body}`,
    )
  }
  const { body } = await withToken(collector, token).get('/v1/sourcemap')
  assert.ok(!body.includes('"version":"7"'))
})
