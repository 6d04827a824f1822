import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sourceMapList, sourceMapUpload } from '../../../protocol/sourceMaps.ts'
import type { Audit } from '../access/audit.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { checkInScope, isInScope } from '../http/appScope.ts'
import { NO_BODY, withProblems } from '../http/openApi.ts'
import { parse } from '../http/parse.ts'
import { toActor } from '../http/principal.ts'
import { readUpload } from './readUpload.ts'
import type { Release, SourceMaps } from './sourceMaps.ts'

export interface SourceMapRouteDeps {
  sourceMaps: SourceMaps
  audit: Audit
}

const PATH = '/v1/sourcemap'
/** Each holds its zip in memory. */
const MAX_UPLOADS = 2
const tags = ['source maps']
const tag = z.string().max(1024).default('')
const releaseQuery = z.object({ app_id: z.string().min(1).max(1024), env: tag, version: tag })
const listQuery = z.object({ app_id: z.string().max(1024).optional() })

/** As teams upload to a DataKit: `PUT /v1/sourcemap?app_id&env&version`, with the token in the query as well. */
export function registerSourceMaps(server: FastifyInstance, deps: SourceMapRouteDeps): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request: FastifyRequest, stream: IncomingMessage) =>
      readUpload(stream),
    )
    registerUpload(scope, deps)
    registerReading(scope, deps)
  })
}

function registerUpload(server: FastifyInstance, { sourceMaps, audit }: SourceMapRouteDeps): void {
  let uploads = 0
  server.withTypeProvider<ZodTypeProvider>().put(
    PATH,
    {
      config: { access: 'editor', takesQueryToken: true },
      schema: {
        summary: 'Stores the maps of a release from a zip, in place of those it had',
        tags,
        querystring: releaseQuery,
        response: withProblems({ 200: sourceMapUpload }),
      },
      /** Before the body is read. */
      onRequest: async (request, reply) => {
        readRelease(request)
        if (uploads >= MAX_UPLOADS) {
          const problem = 'two uploads are under way'
          throw new HttpProblem(503, 'rum.busy', problem, { 'retry-after': '5' })
        }
        uploads++
        reply.raw.once('close', () => {
          uploads--
        })
      },
    },
    async (request) => {
      const release = readRelease(request)
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const stored = await sourceMaps.upload(release, body, toActor(request))
      await audit.write({
        actor: toActor(request),
        act: 'uploadSourceMaps',
        subject: `application:${release.appId}`,
        details: { env: release.env, version: release.version, files: stored.files },
      })
      return stored
    },
  )
}

function registerReading(server: FastifyInstance, { sourceMaps, audit }: SourceMapRouteDeps): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.delete(
    PATH,
    {
      config: { access: 'editor', takesQueryToken: true },
      schema: {
        summary: 'Removes the maps of a release',
        tags,
        querystring: releaseQuery,
        response: withProblems({ 204: NO_BODY }),
      },
    },
    async (request, reply) => {
      const { appId, env, version } = readRelease(request)
      if (!(await sourceMaps.remove({ appId, env, version }))) {
        throw new HttpProblem(404, 'rum.notFound', 'this release has no source maps')
      }
      await audit.write({
        actor: toActor(request),
        act: 'removeSourceMaps',
        subject: `application:${appId}`,
        details: { env, version },
      })
      return reply.code(204).send()
    },
  )

  const listing = {
    summary: 'Releases that have maps',
    tags,
    querystring: listQuery,
    response: withProblems({ 200: sourceMapList }),
  }
  typed.get(PATH, { config: { access: 'viewer' }, schema: listing }, async (request) => {
    const { app_id: appId } = request.query
    const all = await sourceMaps.list()
    return {
      releases: all
        .filter((maps) => isInScope(request.appScope, maps.appId))
        .filter((maps) => appId === undefined || maps.appId === appId)
        .map(
          ({ appId: app_id, env, version, files, fileBytes, bytes, uploadedAt, uploadedBy }) => ({
            app_id,
            env,
            version,
            files,
            ...(fileBytes && { file_bytes: fileBytes }),
            bytes,
            uploaded: uploadedAt,
            uploaded_by: uploadedBy,
          }),
        ),
    }
  })
}

function readRelease(request: FastifyRequest): Release {
  const { app_id: appId, env, version } = parse(releaseQuery, request.query)
  checkInScope(request.appScope, appId)
  return { appId, env, version }
}
