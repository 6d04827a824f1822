import type { IncomingMessage } from 'node:http'
import { decodeLines } from '../../collector/src/intake/lineProtocol.ts'
import type { Point } from '../../protocol/point.ts'
import { serve } from './serve.ts'

/** Stands between the page and the collector: passes everything on, and remembers what it was. */
export interface Intake {
  readonly url: string
  /** Every point that has arrived, or those of one measurement, in order of arrival. */
  points(measurement?: string): Point[]
  /** `method path` of every request. */
  readonly requests: string[]
  stop(): Promise<void>
}

export async function startIntake(collectorUrl: string): Promise<Intake> {
  const points: Point[] = []
  const requests: string[] = []

  const server = await serve(async (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const body = await readBody(request)
    const { points: decoded, problems } = decodeLines(body, {
      precision: 'ms',
      receivedAt: Date.now(),
    })
    if (problems.length > 0) {
      throw new Error(`The SDK sent a bad line: ${JSON.stringify(problems)}`)
    }
    const answer = await fetch(`${collectorUrl}${request.url}`, {
      method: request.method ?? 'GET',
      headers: toHeaders(request),
      ...(body && { body }),
    })
    points.push(...decoded)
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  return {
    url: server.url,
    requests,
    points: (measurement) =>
      points.filter((point) => measurement === undefined || point.measurement === measurement),
    stop: server.stop,
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Those that the collector reads; the rest belong to the connection that ends here. */
function toHeaders({ headers }: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'origin', 'user-agent', 'access-control-request-method'] as const
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])))
}
