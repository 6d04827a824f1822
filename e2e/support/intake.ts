import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { inflateSync } from 'node:zlib'
import { collectLines, decodeLines } from '../../collector/src/intake/decodeLines.testkit.ts'
import { decodeJsonPoints } from '../../collector/src/intake/jsonPoints.ts'
import type { Point } from '../../protocol/point.ts'
import { serve } from './serve.ts'

/**
 * Treatment of requests: `pass` on to the collector, the same over a `slow` link (150 ms, 750 kbit/s), an answer
 * with a status, no answer at all, a connection that is reset, or one that is refused.
 */
export type Behaviour =
  | 'pass'
  | 'slow'
  | 'hang'
  | 'reset'
  | 'refuse'
  | {
      readonly status: number
      readonly retryAfter?: number
      /** Selects the bodies that get this answer; others pass. */
      readonly to?: (points: readonly Point[]) => boolean
    }

/** A received request, whatever its outcome. */
export interface IntakeRequest {
  /** Size of the body, as the browser counts it against a page's keep-alive limit. */
  readonly bytes: number
  readonly points: readonly Point[]
  readonly isAccepted: boolean
}

/** Proxy between the page and the collector, which passes requests on or fails as instructed, and records them. */
export interface Intake {
  readonly url: string
  /** Changes the behaviour from now on and releases hanging requests. */
  behave(behaviour: Behaviour): Promise<void>
  /** Returns the number of requests since the last call of `behave`. */
  requestsSince(): number
  /**
   * Returns the points that the collector has accepted, of all measurements or of one, in order of arrival. Each occurs
   * once, as in the collector's table: a line that was being sent when its page went may arrive twice
   * (docs/browser-facts.md). `bodies` has all copies.
   */
  points(measurement?: string): Point[]
  /** `method path` of every request. */
  readonly requests: string[]
  /** Requests with a complete body. */
  readonly bodies: readonly IntakeRequest[]
  stop(): Promise<void>
}

const LATENCY_MS = 150
const BYTES_PER_MS = 750 / 8

export async function startIntake(collectorUrl: string): Promise<Intake> {
  const requests: string[] = []
  const bodies: IntakeRequest[] = []
  let behaviour: Behaviour = 'pass'
  let mark = 0
  let release = () => {}

  const server = await serve(async (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    if (behaviour === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    const body = await readBody(request)
    const points = toPoints(request, body)
    const status = await answer(request, response, { body, points })
    bodies.push({ bytes: body.length, points, isAccepted: status < 300 })
  })

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    { body, points }: { body: Buffer; points: Point[] },
  ): Promise<number> {
    if (behaviour === 'hang') {
      await new Promise<void>((resolve) => (release = resolve))
      request.socket.destroy()
      return 503
    }
    if (behaviour === 'slow') {
      await delay(LATENCY_MS + body.length / BYTES_PER_MS)
    }
    if (typeof behaviour === 'object' && (behaviour.to?.(points) ?? true)) {
      const { status, retryAfter } = behaviour
      const headers = {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Retry-After',
        ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      }
      response.writeHead(status, headers).end()
      return status
    }
    const passed = await fetch(`${collectorUrl}${request.url}`, {
      method: request.method ?? 'GET',
      headers: toHeaders(request),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    }).catch((error: unknown) => {
      // A page that has been left does not send again: the log has to say where its events went.
      process.stderr.write(`The intake did not reach the collector: ${error}\n`)
      throw error
    })
    // `fetch` has inflated the body.
    const headers = new Headers(passed.headers)
    headers.delete('content-encoding')
    headers.delete('content-length')
    response.writeHead(passed.status, Object.fromEntries(headers)).end(await passed.text())
    return passed.status
  }

  return {
    url: server.url,
    requests,
    bodies,
    async behave(next) {
      const before = behaviour
      behaviour = next
      mark = requests.length
      release()
      if (next === 'refuse') {
        await server.close()
      } else if (before === 'refuse') {
        await server.listen()
      }
    },
    requestsSince: () => requests.length - mark,
    points(measurement) {
      const known = new Set<unknown>()
      return bodies
        .filter(({ isAccepted }) => isAccepted)
        .flatMap(({ points }) => points)
        .filter((point) => measurement === undefined || point.measurement === measurement)
        .filter(
          ({ fields: { event_id: id } }) => id === undefined || (!known.has(id) && known.add(id)),
        )
    },
    stop: server.stop,
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** Decodes a body. Throws if a DataKit would refuse it. */
function toPoints({ url, headers }: IncomingMessage, body: Buffer): Point[] {
  if (body.length === 0) {
    return [] // a preflight
  }
  const text = (url?.includes('encoding=deflate') ? inflateSync(body) : body).toString('utf8')
  const options = { precision: 'ms', receivedAt: Date.now() } as const
  const { points, problems } = headers['content-type']?.includes('json')
    ? collectLines(decodeJsonPoints(text, options) ?? [])
    : decodeLines(text, options)
  if (problems.length > 0) {
    throw new Error(`The SDK sent a bad line: ${JSON.stringify(problems)}`)
  }
  return points
}

/** Keeps the headers that the collector reads; the others belong to the connection that ends here. */
function toHeaders({ headers }: IncomingMessage): Record<string, string> {
  const names = [
    'content-type',
    'origin',
    'user-agent',
    'access-control-request-method',
    'access-control-request-headers',
  ] as const
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])))
}
