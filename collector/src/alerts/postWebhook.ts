import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Attempt } from './nextDelivery.ts'
import { checkLiteral, createPublicLookup } from './targetAddress.ts'

export interface WebhookMessage {
  url: string
  body: string
  headers: Readonly<Record<string, string>>
}

export interface PostLimits {
  /** Time in ms for name, connection, request and the head of the answer together. */
  totalMs: number
  /** Bytes of an answer that are read before the connection is closed. */
  answerBytes: number
}

const LIMITS: PostLimits = { totalMs: 10_000, answerBytes: 4096 }

/** Sends one message. Never rejects. */
export type PostWebhook = (message: WebhookMessage, signal?: AbortSignal) => Promise<Attempt>

/**
 * Sends to whatever address a person typed: follows no redirect, reads little, waits for a bounded time, and keeps no
 * connection.
 */
export function createPostWebhook(
  targets: 'public' | 'any',
  limits: PostLimits = LIMITS,
  lookup: LookupFunction = createPublicLookup(),
): PostWebhook {
  return async (message, signal) => {
    try {
      const url = new URL(message.url)
      if (targets === 'public') {
        checkLiteral(url.hostname)
      }
      const status = await post(url, message, {
        ...limits,
        signal,
        ...(targets === 'public' && { lookup }),
      })
      return toAttempt(status)
    } catch (error) {
      return { isDelivered: false, problem: toProblem(error, limits) }
    }
  }
}

interface PostOptions extends PostLimits {
  lookup?: LookupFunction
  signal: AbortSignal | undefined
}

/** @returns the status of the answer */
function post(url: URL, { body, headers }: WebhookMessage, options: PostOptions): Promise<number> {
  const { totalMs, answerBytes, lookup, signal } = options
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const ended = AbortSignal.any([AbortSignal.timeout(totalMs), ...(signal ? [signal] : [])])
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        agent: false,
        ...(lookup && { lookup }),
        signal: ended,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'dataflux-rum-collector',
          connection: 'close',
          ...headers,
        },
      },
      (answer) => {
        let bytes = 0
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > answerBytes) {
            request.destroy() // the status is known, and nothing of the body is used
          }
        })
        answer.on('error', () => undefined)
        resolve(answer.statusCode ?? 0)
      },
    )
    // A server that changes protocol or tunnels is no webhook: without this it would hold the socket.
    request.on('upgrade', (_answer, socket) => {
      socket.destroy()
      reject(new Error('it answered with another protocol'))
    })
    request.on('error', reject)
    request.end(body)
  })
}

function toAttempt(status: number): Attempt {
  if (status >= 200 && status < 300) {
    return { isDelivered: true, status }
  }
  const isRedirect = status >= 300 && status < 400
  return {
    isDelivered: false,
    status,
    problem: isRedirect
      ? 'it answered with a redirect, which is not followed'
      : `it answered with status ${status}`,
  }
}

function toProblem(error: unknown, { totalMs }: PostLimits): string {
  const { name, message, code } = error as NodeJS.ErrnoException
  const isLate = name === 'TimeoutError' || code === 'ABORT_ERR'
  return (isLate ? `no answer within ${totalMs / 1000} s` : message || String(code)).slice(0, 300)
}
