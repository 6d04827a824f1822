import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Session } from 'chdb'

/**
 * Serves ClickHouse's HTTP interface over the embedded engine, in a process of its own: as much of it as
 * `@clickhouse/client` uses. The engine underneath is ClickHouse itself, so that SQL, types, formats, settings and
 * error texts are a server's; what is imitated here is how they travel over HTTP.
 *
 * https://clickhouse.com/docs/interfaces/http
 */
export interface ServerSettings {
  directory: string
  /** 0: any free port. */
  port: number
  user: string
  password: string
  /** Answer to `SELECT version()`; empty: the engine's. */
  version: string
}

/** Parameters of the URL that are no settings. */
const PARAMETERS = ['query', 'database', 'query_id', 'session_id', 'default_format', 'role']
/** Settings of the interface itself. */
const INTERFACE_SETTINGS = [
  'enable_http_compression',
  'wait_end_of_query',
  'send_progress_in_http_headers',
]
/** https://github.com/ClickHouse/ClickHouse/blob/master/src/Server/HTTP/exceptionCodeToHTTPStatus.cpp, in part */
const STATUSES: Readonly<Record<string, number>> = {
  '60': 404, // UNKNOWN_TABLE
  '62': 400, // SYNTAX_ERROR
  '81': 404, // UNKNOWN_DATABASE
  '159': 408, // TIMEOUT_EXCEEDED
  '194': 401, // REQUIRED_PASSWORD
  '516': 403, // AUTHENTICATION_FAILED
}

class ServerProblem extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(`Code: ${code}. DB::Exception: ${message}`)
    this.code = code
  }
}

/** Prints `listening on URL` when it does. */
export async function serveClickHouse(settings: ServerSettings): Promise<void> {
  const keep = new Session(settings.directory) // the engine lives as long as a session does
  const server = createServer((request, response) => {
    answer(settings, request, response).catch((error: unknown) => sendProblem(response, error))
  })
  await new Promise<void>((resolve) => server.listen(settings.port, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  process.once('SIGTERM', () => {
    server.close(() => {
      keep.close()
      process.exit(0)
    })
    server.closeAllConnections()
  })
  process.stdout.write(`listening on http://127.0.0.1:${port}\n`)
}

async function answer(
  settings: ServerSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { searchParams, pathname } = new URL(request.url ?? '/', 'http://server')
  if (pathname === '/ping') {
    response.end('Ok.\n')
    return
  }
  const body = await readBody(request)
  checkUser(settings, request)
  const result = await run(settings, toStatement(searchParams, body), searchParams)
  const isCompressed =
    searchParams.get('enable_http_compression') === '1' &&
    String(request.headers['accept-encoding']).includes('gzip')
  response.writeHead(200, {
    'content-type': 'text/plain; charset=UTF-8',
    'x-clickhouse-query-id': searchParams.get('query_id') ?? '',
    'x-clickhouse-summary': JSON.stringify({ read_rows: '0', written_rows: '0' }),
    ...(isCompressed && { 'content-encoding': 'gzip' }),
  })
  response.end(isCompressed ? gzipSync(result) : result)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }
  const body = Buffer.concat(chunks)
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}

function checkUser({ user, password }: ServerSettings, { headers }: IncomingMessage): void {
  const [, basic = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? []
  const given = Buffer.from(basic, 'base64').toString('utf8')
  if (given !== `${user}:${password}`) {
    const name = given.split(':', 1)[0]
    throw new ServerProblem(
      '516',
      `${name}: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)`,
    )
  }
}

/** A statement is in the body; with one in the URL, the body is its rows. */
function toStatement(parameters: URLSearchParams, body: Buffer): string {
  const query = parameters.get('query') ?? ''
  const text = body.toString('utf8')
  return query === '' || text === '' ? query + text : `${query}\n${text}`
}

/** Each request has a connection of its own, so that its settings end with it. */
async function run(
  { directory, version }: ServerSettings,
  statement: string,
  parameters: URLSearchParams,
): Promise<Uint8Array> {
  const session = new Session(directory)
  try {
    for (const setting of toSettings(parameters)) {
      await session.queryAsync(setting)
    }
    const format = parameters.get('default_format') ?? 'TabSeparated'
    const text = version === '' ? statement : statement.replace('version()', `'${version}'`)
    const values = toValues(parameters, statement)
    const result =
      Object.keys(values).length === 0
        ? await session.queryAsync(text, { format })
        : await session.queryBindAsync(text, values, { format })
    return result.bytes()
  } finally {
    session.close()
  }
}

/** `readonly` last, whatever its place in the URL: a server checks the others against what was before. */
function toSettings(parameters: URLSearchParams): string[] {
  const known = [...PARAMETERS, ...INTERFACE_SETTINGS]
  return [...parameters]
    .filter(([name]) => !known.includes(name) && !name.startsWith('param_'))
    .sort(([one], [other]) => Number(one === 'readonly') - Number(other === 'readonly'))
    .map(
      ([name, value]) => `SET ${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
    )
}

/** Parameters as the engine's binding takes them, which escapes texts by itself. */
function toValues(
  parameters: URLSearchParams,
  statement: string,
): Record<string, string | string[]> {
  return Object.fromEntries(
    [...parameters]
      .filter(([name]) => name.startsWith('param_'))
      .map(([key, value]) => {
        const name = key.slice('param_'.length)
        return [name, statement.includes(`{${name}:Array(`) ? toList(value) : toText(value)]
      }),
  )
}

/** `['it\\'s','b']`: a list of texts as in SQL. */
function toList(value: string): string[] {
  return [...value.matchAll(/'((?:\\.|[^'\\])*)'/gs)].map(([, text = '']) => toText(text))
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  0: '\0',
}

/** A text as in TabSeparated. */
function toText(value: string): string {
  return value.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)
}

function sendProblem(response: ServerResponse, error: unknown): void {
  const message = (error as Error).message
  const code =
    error instanceof ServerProblem ? error.code : (/Code: (\d+)/.exec(message)?.[1] ?? '0')
  response.writeHead(STATUSES[code] ?? 500, {
    'content-type': 'text/plain; charset=UTF-8',
    'x-clickhouse-exception-code': code,
  })
  response.end(`${message} (version 26.7.2.1 (official build))\n`)
}
