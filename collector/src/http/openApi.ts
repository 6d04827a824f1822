import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { errorAnswer } from '../../../protocol/query.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { declareAccess } from './routeAccess.ts'

declare module 'fastify' {
  interface FastifySchema {
    summary?: string
    tags?: readonly string[]
    description?: string
    hide?: boolean
  }
}

const DESCRIPTION =
  'Keys are the names on the wire; durations are nanoseconds, times are milliseconds since the epoch. The search grammar is in docs/query.md.'

/**
 * Loads nothing from elsewhere and runs no inline script: it may stand beside the explorer. The hash is of the
 * one style attribute that Swagger UI has, which hides its icons' definitions.
 */
const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

/**
 * Lets the zod schemas of routes check their input. Answers are not checked: `JSON.stringify` alone writes them
 * (decision 0089).
 */
export function useSchemas(server: FastifyInstance): void {
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(() => JSON.stringify)
  server.setSchemaErrorFormatter(([first]) => {
    const path = first?.instancePath.slice(1).replaceAll('/', '.') ?? ''
    return new HttpProblem(400, 'rum.badRequest', `${path}: ${first?.message}`)
  })
}

/** Describes routes that are made after it in OpenAPI 3.1, by their schemas. */
export async function registerOpenApi(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'dataflux-rum collector', version, description: DESCRIPTION },
    },
    transform: (document) =>
      document.schema?.summary === undefined
        ? { schema: { ...document.schema, hide: true }, url: document.url }
        : jsonSchemaTransform(document),
  })
}

/** Serves OpenAPI at `/docs/json`, and a page of it at `/docs` that works without the internet. Both are public. */
export async function registerDocs(server: FastifyInstance): Promise<void> {
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

/** An answer without a body. */
export const NO_BODY: z.ZodVoid = z.void().describe('done')

/** Describes a file, whose bytes the server does not read. */
export function toFileSchema(type: string): {
  description: string
  content: Record<string, { schema: z.ZodString }>
} {
  return { description: 'a file', content: { [type]: { schema: z.string() } } }
}

/** Adds the answers that every route may give instead of its own. */
export function withProblems<Answers extends Record<number, unknown>>(
  answers: Answers,
): Answers & Problems {
  return { ...answers, ...PROBLEMS }
}

interface Problems {
  '4xx': typeof errorAnswer
  503: typeof errorAnswer
}
const PROBLEMS: Problems = {
  '4xx': errorAnswer.describe('what is wrong with the request'),
  503: errorAnswer.describe('the collector is busy, or the store away'),
}
