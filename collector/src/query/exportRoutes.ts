import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { EVENT_TYPES } from '../../../protocol/fields.ts'
import type { Api } from './apiRoute.ts'
import { toCsv } from './csv.ts'
import { listEvents } from './eventList.ts'
import { rangeShape } from './rangeQuery.ts'
import { listEventKeys } from './sessionEvent.ts'
import { listSessions } from './sessionList.ts'

const PAGE_ROWS = 500
const FORMATS = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const

const range = z.object({
  ...rangeShape,
  format: z.enum(['csv', 'ndjson']).default('csv'),
  limit: z.coerce.number().int().min(1).max(100_000).default(10_000).describe('rows at most'),
})

type Row = Readonly<Record<string, unknown>>
interface Page {
  rows: readonly Row[]
  next: string | undefined
}
type ReadPage = (limit: number, cursor: string | undefined) => Promise<Page>

/** Files, page by page: as much as one page is in memory, however long they are. */
export function registerExportRoutes(api: Api): void {
  api.addRoute({
    url: '/api/sessions/export',
    summary: 'Sessions as a file, newest first',
    group: 'sessions',
    parameters: range,
    handle: ({ parameters, reader, reply, toScope }) => {
      const scope = toScope(parameters)
      return sendFile(reply, { name: 'sessions', ...parameters }, async (limit, cursor) => {
        const page = await listSessions(reader, scope, { sort: '-session_start', limit, cursor })
        return { rows: page.sessions.map((one) => flatten(one)), next: page.next_cursor }
      })
    },
  })
  api.addRoute({
    url: '/api/events/export',
    summary: 'Events as a file, newest first',
    group: 'events',
    parameters: range.extend({ type: z.enum(EVENT_TYPES).optional() }),
    handle: ({ parameters, reader, reply, toScope }) => {
      const scope = toScope(parameters)
      const { type } = parameters
      const columns = listEventKeys(type === undefined ? EVENT_TYPES : [type])
      return sendFile(reply, { name: 'events', columns, ...parameters }, async (limit, cursor) => {
        const page = await listEvents(reader, scope, { type, limit, cursor, isWhole: true })
        return { rows: page.events.map((one) => ({ ...one })), next: page.next_cursor }
      })
    },
  })
}

interface FileOptions {
  name: string
  /** Heads of a CSV file; by default the keys of its first row. */
  columns?: readonly string[]
  format: keyof typeof FORMATS
  limit: number
}

/** The first page is read before the head is sent: what is wrong with the query can be said as an error. */
async function sendFile(
  reply: FastifyReply,
  { name, ...options }: FileOptions,
  readPage: ReadPage,
): Promise<FastifyReply> {
  const first = await readPage(Math.min(options.limit, PAGE_ROWS), undefined)
  reply.header('content-type', FORMATS[options.format])
  reply.header('content-disposition', `attachment; filename="${name}.${options.format}"`)
  return reply.send(Readable.from(writeLines(first, { ...options, readPage })))
}

async function* writeLines(
  first: Page,
  { columns: given, format, limit, readPage }: Omit<FileOptions, 'name'> & { readPage: ReadPage },
): AsyncGenerator<string> {
  let page = first
  let left = limit
  const [head] = first.rows
  const columns = given ?? Object.keys(head ?? {})
  if (format === 'csv' && head !== undefined) {
    yield toCsv([columns])
  }
  for (;;) {
    left -= page.rows.length
    yield format === 'csv'
      ? toCsv(page.rows.map((row) => columns.map((column) => row[column] ?? '')))
      : page.rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    if (page.next === undefined || left <= 0) {
      return
    }
    page = await readPage(Math.min(left, PAGE_ROWS), page.next)
  }
}

/** A table has no objects in its cells: `session_first_view` becomes `session_first_view_id` and so on. */
function flatten(row: object): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([key, one]) => [`${name}_${key}`, one])
        : [[name, value]],
    ),
  )
}
