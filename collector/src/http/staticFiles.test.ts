import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { makeDirectory } from '../app/collector.testkit.ts'
import { createServer } from './createServer.ts'
import { httpPlugin } from './httpPlugin.ts'
import { registerStaticFiles } from './staticFiles.ts'

const directory = makeDirectory()
const explorer = join(directory.path, 'explorer')
const sdk = join(directory.path, 'sdk')
let server: FastifyInstance

function write(path: string, content: string): void {
  writeFileSync(path, content)
  writeFileSync(`${path}.gz`, gzipSync(content))
}

test.before(async () => {
  mkdirSync(join(explorer, 'assets'), { recursive: true })
  mkdirSync(sdk)
  write(join(explorer, 'index.html'), '<!doctype html><title>explorer</title>')
  write(join(explorer, 'assets/main-ABCD2345.js'), 'console.log(1)')
  write(join(explorer, 'assets/plain.css'), 'body{}')
  write(join(sdk, 'dataflux-rum.js'), 'window.DATAFLUX_RUM={}')
  write(join(sdk, 'dataflux-rum-1.2.3.legacy.js'), 'window.DATAFLUX_RUM={}')
  writeFileSync(join(directory.path, 'secret.txt'), 'secret')
  server = createServer('silent')
  await server.register(httpPlugin, { publicUrl: '', version: '1.0.0' }) // its headers are for answers that are no files
  await registerStaticFiles(server, { explorer, sdk })
})
test.after(async () => {
  await server.close()
  directory.remove()
})

function get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  return server.inject({ url, headers: { accept: 'text/html,*/*', ...headers } })
}

test('the explorer’s page is served at its root and at every address of its own', async () => {
  for (const url of ['/', '/index.html', '/sessions/abc', '/sessions/abc?tab=1', '/deep/er']) {
    const response = await get(url)
    assert.equal(response.statusCode, 200, url)
    assert.match(response.body, /<title>explorer/, url)
    assert.match(String(response.headers['content-type']), /^text\/html/)
    assert.equal(response.headers['cache-control'], 'no-cache', url)
    assert.match(
      String(response.headers['content-security-policy']),
      /^default-src 'none'; script-src 'self';/,
    )
    assert.match(String(response.headers['content-security-policy']), /frame-ancestors 'none'/)
    assert.equal(response.headers['x-content-type-options'], 'nosniff')
  }
})

test('a hashed file is kept for ever, any other is asked for again', async () => {
  const hashed = await get('/assets/main-ABCD2345.js')
  assert.equal(hashed.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.match(String(hashed.headers['content-type']), /^(text|application)\/javascript/)
  assert.equal((await get('/assets/plain.css')).headers['cache-control'], 'no-cache')
})

test('the address of a session whose id has a dot is answered with the page', async () => {
  for (const url of ['/sessions/a.b', '/sessions/1.2.3.js', '/sessions/a%2eb?event=c.d']) {
    const response = await get(url)
    assert.deepEqual([response.statusCode, response.body], [200, (await get('/')).body], url)
  }
})

test('what is missing is not answered with the page', async () => {
  const cases: [url: string, accept: string][] = [
    ['/assets/gone-ABCD2345.js', '*/*'],
    ['/favicon.ico', 'image/*'],
    ['/api/unknown', 'text/html'],
    ['/v1/unknown', 'text/html'],
    ['/sdk/unknown.js', '*/*'],
    ['/sdk/unknown', 'text/html'],
    ['/sessions/abc', 'application/json'],
  ]
  for (const [url, accept] of cases) {
    const response = await get(url, { accept })
    assert.equal(response.statusCode, 404, url)
    assert.equal(response.json().error_code, 'rum.notFound', url)
  }
})

test('files outside the directories are out of reach', async () => {
  for (const url of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/sdk/../../secret.txt',
    '/sdk/..%2fsecret.txt',
  ]) {
    const response = await get(url)
    assert.notEqual(response.body, 'secret', url)
  }
})

test('the SDK may be loaded by a page of any origin, and is kept for minutes', async () => {
  const { headers, statusCode, body } = await get('/sdk/dataflux-rum.js', {
    origin: 'https://shop.example',
  })
  assert.deepEqual([statusCode, body], [200, 'window.DATAFLUX_RUM={}'])
  assert.equal(headers['access-control-allow-origin'], '*')
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin')
  assert.equal(headers['cache-control'], 'public, max-age=300')
  assert.equal(headers['sourcemap'], 'dataflux-rum.js.map')
  assert.match(String(headers['content-type']), /^(text|application)\/javascript/)
})

test('a file of the SDK that has its version in its name is kept for ever', async () => {
  const { headers } = await get('/sdk/dataflux-rum-1.2.3.legacy.js', { 'accept-encoding': 'gzip' })
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(headers['sourcemap'], 'dataflux-rum-1.2.3.legacy.js.map')
})

test('a compressed copy is served to a browser that takes it, under the same headers', async () => {
  for (const url of ['/sdk/dataflux-rum.js', '/assets/main-ABCD2345.js', '/', '/sessions/abc']) {
    const plain = await get(url)
    const packed = await get(url, { 'accept-encoding': 'gzip' })
    assert.equal(packed.headers['content-encoding'], 'gzip', url)
    assert.match(String(packed.headers['vary']), /accept-encoding/i, url)
    for (const name of [
      'content-type',
      'cache-control',
      'access-control-allow-origin',
      'sourcemap',
    ]) {
      assert.equal(packed.headers[name], plain.headers[name], `${url} ${name}`)
    }
  }
})

test('without a build the addresses say what is missing', async () => {
  const bare = createServer('silent')
  await registerStaticFiles(bare, { explorer: '/nowhere/explorer', sdk: '/nowhere/sdk' })
  for (const [url, message] of [
    ['/', 'the explorer is not built: run `npm run build`'],
    ['/sdk/dataflux-rum.js', 'the SDK is not built: run `npm run build`'],
  ] as const) {
    const response = await bare.inject({ url, headers: { accept: 'text/html' } })
    assert.deepEqual(
      [response.statusCode, response.json()],
      [404, { error_code: 'rum.notBuilt', message }],
    )
  }
  await bare.close()
})
