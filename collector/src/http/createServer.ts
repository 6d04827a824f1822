import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { fastify, LogController } from 'fastify'
import { registerErrorAnswers } from './errorAnswers.ts'
import { useSchemas } from './openApi.ts'
import { toLogError } from './toLogError.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface ServerLimits {
  /** Time in ms that a connection may take for its request line and headers, from its first moment. */
  headersMs: number
  /** … and for the whole request with its body. */
  requestMs: number
  /** How long it stays open between two requests. */
  idleMs: number
  /** How often Node looks for those that took longer. */
  checkMs: number
  /** How long a connection may stand still while it is sent an answer, in ms. */
  stuckMs: number
  /** How long a stop waits for requests that are under way, in ms. */
  stopMs: number
}

const LIMITS: ServerLimits = {
  headersMs: 15_000,
  requestMs: 60_000, // a body that trickles in holds its connection for a minute, not for ever
  idleMs: 72_000, // longer than the 60 s of the usual proxies, which would send into a closing connection
  checkMs: 5_000,
  stuckMs: 60_000,
  stopMs: 5_000, // a stop ends within ten seconds: the rest is for what waits to be written
}

/**
 * A server without routes. Logs go to stderr as JSON lines, and carry the route's pattern instead of its
 * address: ids, queries and bodies are personal.
 */
export function createServer(
  logLevel: LogLevel,
  trustedProxies: readonly string[] = [],
  limits: ServerLimits = LIMITS,
): FastifyInstance {
  const server = fastify({
    logger: { level: logLevel, stream: process.stderr, serializers: { err: toLogError } },
    logController: new LogController({ disableRequestLogging: true }),
    // A session's id may be any text of 1,024 characters, three bytes each in an address; 100 is the default.
    routerOptions: { maxParamLength: 10_000 },
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkMs },
    // A stop answers what is under way; idle connections are closed, or it would wait for them.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  closeConnectionsOnStop(server, limits.stopMs)
  server.addHook('onSend', async ({ socket }) => {
    // A visitor who does not read would keep the answer in memory for ever. Tests without a socket have none.
    if (socket instanceof Socket) {
      socket.setTimeout(limits.stuckMs)
    }
  })
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
  })
  server.addHook('onResponse', async (request, reply) => {
    request.log.debug(toLogLine(request.method, request.routeOptions.url, reply))
  })
  useSchemas(server)
  registerErrorAnswers(server)
  return server
}

/** A connection that was busy when the stop began would stay open for another 72 s of keep-alive. */
function closeConnectionsOnStop(server: FastifyInstance, stopMs: number): void {
  let isStopping = false
  server.addHook('preClose', async () => {
    isStopping = true
    setTimeout(() => server.server.closeAllConnections(), stopMs).unref()
  })
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) {
      reply.header('connection', 'close')
    }
  })
}

function toLogLine(
  method: string,
  route: string | undefined,
  reply: { statusCode: number; elapsedTime: number },
): Record<string, string | number> {
  return {
    msg: 'request',
    method,
    route: route ?? '',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
  }
}
