import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RouteAccess } from '../access/routeAccess.ts'
import { HttpProblem } from '../httpProblem.ts'
import { explainSearch } from './rangeQuery.ts'

/** What `/docs` says about a route; the same schemas check what comes in. */
export interface RouteDescription {
  summary: string
  group: string
  parameters?: z.ZodObject | undefined
  path?: z.ZodObject | undefined
  body?: z.ZodType | undefined
  /** `undefined`: the body is a file, or there is none. */
  answer?: z.ZodType | undefined
}

declare module 'fastify' {
  interface FastifyContextConfig {
    description?: RouteDescription
  }
}

export interface ApiRoute<
  Parameters extends z.ZodObject,
  Path extends z.ZodObject,
  Body extends z.ZodType,
  Answer,
> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As Fastify writes it: `/api/sessions/:session_id`. */
  url: string
  access?: RouteAccess
  summary: string
  group: string
  parameters: Parameters
  path?: Path
  body?: Body
  answer?: z.ZodType<Answer>
  handle(input: {
    parameters: z.output<Parameters>
    path: z.output<Path>
    body: z.output<Body>
    request: FastifyRequest
    reply: FastifyReply
  }): Promise<Answer>
}

const nothing = z.object({})

/** Makes a route whose parameters are checked, and which documents itself. */
export function addRoute<
  Parameters extends z.ZodObject,
  Answer,
  Path extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
>(server: FastifyInstance, route: ApiRoute<Parameters, Path, Body, Answer>): void {
  const { method = 'GET', url, access = 'viewer', handle, ...description } = route
  server.route({
    method,
    url,
    config: { access, description },
    handler: (request, reply) => {
      const input = {
        parameters: parse(route.parameters, request.query),
        path: parse(route.path ?? nothing, request.params) as z.output<Path>,
        body: parse(route.body ?? z.unknown(), request.body) as z.output<Body>,
      }
      return explainSearch(() => handle({ ...input, request, reply }))
    },
  })
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(input)
  if (error !== undefined) {
    const [issue] = error.issues
    throw new HttpProblem(400, 'rum.badRequest', `${issue?.path.join('.')}: ${issue?.message}`)
  }
  return data
}
