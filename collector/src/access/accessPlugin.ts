import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import { registerAdmin } from './adminRoutes.ts'
import type { Access } from './createAccess.ts'
import type { Identify } from './registerAccess.ts'
import { registerAccess } from './registerAccess.ts'
import { registerSignIn } from './signInRoutes.ts'

/** Its hook reads the cookies that the hook of `@fastify/cookie` has parsed. */
const identifyPlugin: FastifyPluginAsync<{ identify: Identify }> = fp(
  async (server: FastifyInstance, { identify }: { identify: Identify }) =>
    registerAccess(server, identify),
  { name: 'identify', dependencies: ['http', '@fastify/cookie'] },
)

/** Lets requests pass to whom their route is for; signs in; manages users and tokens. */
export const accessPlugin: FastifyPluginAsync<Access> = fp(
  async (server: FastifyInstance, access: Access) => {
    await server.register(cookie)
    await server.register(identifyPlugin, { identify: access.identify })
    registerSignIn(server, access)
    registerAdmin(server, access)
  },
  { name: 'access', dependencies: ['http'] },
)
