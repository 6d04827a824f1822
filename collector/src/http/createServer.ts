import type { FastifyInstance } from 'fastify'
import { fastify, LogController } from 'fastify'
import { registerErrorAnswers } from './errorAnswers.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/**
 * A server without routes. Logs go to stderr as JSON lines, and carry the route's pattern instead of its
 * address: ids, queries and bodies are personal.
 */
export function createServer(logLevel: LogLevel): FastifyInstance {
  const server = fastify({
    logger: { level: logLevel, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
    // A stop answers what is under way; idle connections are closed, or it would wait for them.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
  })
  server.addHook('onResponse', async (request, reply) => {
    request.log.debug(toLogLine(request.method, request.routeOptions.url, reply))
  })
  registerErrorAnswers(server)
  return server
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
