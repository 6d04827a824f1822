import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { toFileSchema, withProblems } from '../http/openApi.ts'
import { ANYONE } from '../http/principal.ts'
import type { RouteAccess } from '../http/routeAccess.ts'
import { whenGone } from '../http/whenGone.ts'
import type { Store } from '../store/openStore.ts'
import { withQueryLimits } from './queryProblem.ts'
import type { QueryScope } from './queryScope.ts'
import type { RangeQuery } from './rangeQuery.ts'
import { explainSearch, toQueryScope } from './rangeQuery.ts'

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
    /** Asks the store on behalf of the request: in its turn, and until nobody waits any more. */
    reader: Reader
    /** Returns what a question about a range is about, within the applications that the request may see. */
    toScope(range: RangeQuery): QueryScope
    request: FastifyRequest
    reply: FastifyReply
  }): Promise<Answer>
}

/** Store as a handler sees it. */
export type Reader = Pick<Store, 'query'>

export interface Api {
  /** Makes a route whose parameters are checked, and which documents itself. */
  addRoute<
    Parameters extends z.ZodObject,
    Answer,
    Path extends z.ZodObject = z.ZodObject,
    Body extends z.ZodType = z.ZodType,
  >(route: ApiRoute<Parameters, Path, Body, Answer>): void
}

export interface ApiDeps {
  readonly store: Reader
  /** ms since the epoch. */
  now(): number
}

export function createApi(server: FastifyInstance, { store, now }: ApiDeps): Api {
  return {
    addRoute(route) {
      const { method = 'GET', url, access = 'viewer', summary, group, handle } = route
      const { parameters, path, body, answer } = route
      server.route({
        method,
        url,
        config: { access },
        schema: {
          summary,
          tags: [group],
          querystring: parameters,
          ...(path !== undefined && { params: path }),
          ...(body !== undefined && { body }),
          response: withProblems({ 200: answer ?? toFileSchema('text/csv') }),
        },
        // Checked by the schemas above.
        handler: (request, reply) =>
          explainSearch(() =>
            handle({
              parameters: request.query as never,
              path: request.params as never,
              body: request.body as never,
              reader: createReader(store, request, reply),
              toScope: (range) => toQueryScope(range, { apps: request.appScope, now: now() }),
              request,
              reply,
            }),
          ),
      })
    },
  }
}

/** Each person who is signed in has one place among the askers, wherever from; where nobody signs in, each address has. */
function createReader(store: Reader, request: FastifyRequest, reply: FastifyReply): Reader {
  const { principal, ip } = request
  const name = principal === null || principal === ANYONE ? `address:${ip}` : principal.name
  const signal = whenGone(reply)
  return withQueryLimits({
    query: (sql, parameters) => store.query(sql, parameters, { name, signal }),
  })
}
