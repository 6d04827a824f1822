import type { FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import type { StaticDirectories } from './staticFiles.ts'
import { registerStaticFiles } from './staticFiles.ts'

/** The explorer and the SDK. */
export const filesPlugin: FastifyPluginAsync<StaticDirectories> = fp(registerStaticFiles, {
  name: 'files',
  dependencies: ['http'],
})
