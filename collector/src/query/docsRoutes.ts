import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { z } from 'zod'
import { declareAccess } from '../http/routeAccess.ts'
import type { RouteDescription } from './apiRoute.ts'

/**
 * Loads nothing from elsewhere and runs no inline script: it may stand beside the explorer. The hash is of the
 * one style attribute that Swagger UI has, which hides its icons' definitions.
 */
const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

const problem = z.object({ error_code: z.string(), message: z.string() })

/**
 * OpenAPI of every route that describes itself, at `/docs/json`, with a page at `/docs` that works without
 * the internet. To be called before those routes are made. It tells how to ask and nothing that is stored.
 */
export async function registerDocs(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: { title: 'dataflux-rum collector', version, description: DESCRIPTION },
    },
    transform: ({ schema, url, route }) => ({ schema: toSchema(schema, route.config), url }),
  })
  await server.register(async (scope) => {
    declareAccess(scope, 'public')
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: PAGE_POLICY,
      uiConfig: { deepLinking: true, docExpansion: 'list', tryItOutEnabled: false },
      theme: { title: 'dataflux-rum collector' },
    })
  })
}

const DESCRIPTION =
  'Keys are the names on the wire; durations are nanoseconds, times are milliseconds since the epoch. The search grammar is in docs/query.md.'

function toSchema(
  schema: FastifySchema,
  config: { description?: RouteDescription } | undefined,
): FastifySchema {
  const { summary, group, parameters, path, body, answer } = config?.description ?? {}
  if (summary === undefined || group === undefined) {
    return { ...schema, hide: true }
  }
  return {
    summary,
    tags: [group],
    ...(parameters !== undefined && { querystring: toJsonSchema(parameters, 'input') }),
    ...(path !== undefined && { params: toJsonSchema(path, 'input') }),
    ...(body !== undefined && { body: toJsonSchema(body, 'input') }),
    response: {
      200: answer === undefined ? FILE : { description: 'OK', ...toJsonSchema(answer, 'output') },
      '4xx': { description: 'what is wrong with the request', ...toJsonSchema(problem, 'output') },
      503: { description: 'the query met a limit', ...toJsonSchema(problem, 'output') },
    },
  }
}

const FILE = { description: 'a file', type: 'string', format: 'binary' }

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io,
    target: 'openapi-3.0',
    unrepresentable: 'any',
    reused: 'inline',
  })
  return json
}
