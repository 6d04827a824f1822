import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { HttpProblem } from '../httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import { readSessionDetail } from './sessionDetail.ts'
import { listSessions } from './sessionList.ts'

export interface QueryDeps {
  store: Pick<Store, 'query'>
  /** ms since the epoch. */
  now(): number
}

const MILLISECONDS_PER_DAY = 86_400_000
/** The intake lets times through that are up to seven days ahead. */
const AHEAD_DAYS = 8
/** What a `Date` column can hold, with a day to spare on both sides. */
const time = z.coerce
  .number()
  .int()
  .min(Date.UTC(1970, 0, 2))
  .max(Date.UTC(2149, 0, 1))
const text = z.string().max(1024)
const listQuery = z.object({
  from: time.optional(),
  to: time.optional(),
  app_id: text.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: text.optional(),
})
const detailQuery = z.object({
  app_id: text.optional(),
  limit: z.coerce.number().int().min(1).max(2000).default(500),
  cursor: text.optional(),
})
const detailPath = z.object({ session_id: text.min(1) })

/** `GET /api/sessions` and `GET /api/sessions/{session_id}`. */
export function registerQueries(server: FastifyInstance, { store, now }: QueryDeps): void {
  server.get('/api/sessions', async (request) => {
    const { from, to, ...rest } = parse(listQuery, request.query)
    const start = from ?? (to ?? now()) - MILLISECONDS_PER_DAY
    // Open-ended without `to`: a visitor's clock that runs ahead must not hide the session.
    const end = to ?? now() + AHEAD_DAYS * MILLISECONDS_PER_DAY
    return listSessions(store, { ...rest, from: start, to: end })
  })
  server.get('/api/sessions/:session_id', async (request) => {
    const query = parse(detailQuery, request.query)
    return readSessionDetail(store, { ...query, ...parse(detailPath, request.params) })
  })
}

function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const { data, error } = schema.safeParse(input)
  if (error !== undefined) {
    const [issue] = error.issues
    throw new HttpProblem(400, 'rum.badRequest', `${issue?.path.join('.')}: ${issue?.message}`)
  }
  return data
}
