import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import test from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createServer } from './createServer.ts'
import { registerSecurityHeaders } from './securityHeaders.ts'

let server: FastifyInstance

test.before(async () => {
  server = createServer('silent')
  await registerSecurityHeaders(server, 'https://rum.example')
  for (const url of ['/api/me', '/api/sessions/:id', '/v1/sourcemap', '/v1/write/rum']) {
    server.get(url, async () => 'x')
  }
  await server.listen({ host: '127.0.0.1', port: 0 })
})
test.after(() => server.close())

/** As it is written: `fetch` would write the target in its usual form. */
async function headOf(target: string): Promise<string> {
  const { port } = server.server.address() as AddressInfo
  const socket = connect({ host: '127.0.0.1', port })
  await once(socket, 'connect')
  socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  return (await text(socket)).split('\r\n\r\n', 1)[0] ?? ''
}

test('private answers have their headers, however their address is written', async () => {
  for (const target of [
    '/api/me',
    '/%61pi/me',
    '/api/%6de',
    'http://x/api/me',
    '/api/sessions/a',
    '/api/me?x=1',
    '/v1/sourcemap',
    '/v1/sourcema%70',
    '/api/unknown',
    '//api/me',
  ]) {
    const head = await headOf(target)
    assert.match(head, /^cache-control: no-store$/m, target)
    assert.match(
      head,
      /^content-security-policy: default-src 'none';frame-ancestors 'none'/im,
      target,
    )
    assert.match(head, /^cross-origin-resource-policy: same-origin$/im, target)
    assert.match(head, /^referrer-policy: no-referrer$/im, target)
    assert.match(head, /^x-frame-options: DENY$/im, target)
    assert.match(head, /^strict-transport-security: max-age=31536000$/m, target)
  }
})

test('the intake is for pages of any origin', async () => {
  const head = await headOf('/v1/write/rum')
  assert.doesNotMatch(head, /cross-origin|content-security-policy|x-frame-options/i)
  assert.match(head, /^strict-transport-security: max-age=31536000$/m)
})
