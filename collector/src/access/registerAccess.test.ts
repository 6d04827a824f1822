import assert from 'node:assert/strict'
import test from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createServer } from '../http/createServer.ts'
import type { Principal } from '../http/principal.ts'
import type { RouteAccess } from '../http/routeAccess.ts'
import { requireRouteAccess } from '../http/routeAccess.ts'
import { registerAccess } from './registerAccess.ts'

const ADA: Principal = { name: 'user:ada', role: 'editor', scope: ['shop'], isAmbient: true }

function createAccessServer(principal: Principal | undefined): FastifyInstance {
  const server = createServer('silent')
  requireRouteAccess(server)
  registerAccess(server, async () => principal)
  const routes: [path: string, access: RouteAccess][] = [
    ['/public', 'public'],
    ['/viewer', 'viewer'],
    ['/editor', 'editor'],
    ['/admin', 'admin'],
    ['/every', { role: 'viewer', everyApplication: true }],
  ]
  for (const [path, access] of routes) {
    server.get(path, { config: { access } }, async (request) => ({ scope: request.appScope }))
  }
  return server
}

async function statusesOf(principal: Principal | undefined): Promise<number[]> {
  const server = createAccessServer(principal)
  const paths = ['/public', '/viewer', '/editor', '/admin', '/every']
  const responses = await Promise.all(paths.map((url) => server.inject({ url })))
  return responses.map(({ statusCode }) => statusCode)
}

test('a route is for its role and those above, and for nobody else', async () => {
  assert.deepEqual(await statusesOf(undefined), [200, 401, 401, 401, 401])
  assert.deepEqual(await statusesOf({ ...ADA, role: 'viewer' }), [200, 200, 403, 403, 403])
  assert.deepEqual(await statusesOf(ADA), [200, 200, 200, 403, 403])
  assert.deepEqual(await statusesOf({ ...ADA, role: 'admin' }), [200, 200, 200, 200, 403])
  assert.deepEqual(
    await statusesOf({ ...ADA, role: 'admin', scope: 'all' }),
    [200, 200, 200, 200, 200],
  )
})

test('a request sees the applications of its principal, and none where nobody is asked for', async () => {
  const server = createAccessServer(ADA)
  assert.deepEqual((await server.inject({ url: '/viewer' })).json(), { scope: ['shop'] })
  assert.deepEqual((await server.inject({ url: '/public' })).json(), { scope: [] })
})

test('a server with a route that does not say whom it is for does not start', async () => {
  const server = createAccessServer(ADA)
  server.post('/api/forgotten', async () => ({}))
  await assert.rejects(
    async () => server.ready(),
    /without a declared access: POST \/api\/forgotten/,
  )
})
