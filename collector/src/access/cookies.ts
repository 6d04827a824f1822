import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SIGN_IN_MS } from './signIns.ts'

const SIGN_IN = 'dataflux_rum'
const ATTEMPT = 'dataflux_rum_oidc'
const ATTEMPT_SECONDS = 600

/** The two cookies, read and written in one place. */
export interface Cookies {
  readSignIn(request: FastifyRequest): string | undefined
  writeSignIn(request: FastifyRequest, reply: FastifyReply, secret: string): void
  clearSignIn(request: FastifyRequest, reply: FastifyReply): void
  readAttempt(request: FastifyRequest): string | undefined
  writeAttempt(request: FastifyRequest, reply: FastifyReply, attempt: string): void
  clearAttempt(request: FastifyRequest, reply: FastifyReply): void
}

export function createCookies(publicUrl: string): Cookies {
  function isHttps({ protocol }: FastifyRequest): boolean {
    return protocol === 'https' || publicUrl.startsWith('https:')
  }
  /** With `__Host-` no other host of the domain can set it: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-the-__host-prefix */
  function toName(request: FastifyRequest, name: string): string {
    return isHttps(request) ? `__Host-${name}` : name
  }
  function toOptions(
    request: FastifyRequest,
    sameSite: 'strict' | 'lax',
    maxAge: number,
  ): CookieSerializeOptions {
    return { path: '/', httpOnly: true, secure: isHttps(request), sameSite, maxAge }
  }
  return {
    readSignIn: (request) => request.cookies[toName(request, SIGN_IN)],
    writeSignIn(request, reply, secret) {
      reply.setCookie(
        toName(request, SIGN_IN),
        secret,
        toOptions(request, 'strict', SIGN_IN_MS / 1000),
      )
    },
    clearSignIn(request, reply) {
      reply.setCookie(toName(request, SIGN_IN), '', toOptions(request, 'strict', 0))
    },
    readAttempt: (request) => request.cookies[toName(request, ATTEMPT)],
    // Lax: it has to come along when the identity provider, another site, sends the browser back.
    writeAttempt(request, reply, attempt) {
      reply.setCookie(toName(request, ATTEMPT), attempt, toOptions(request, 'lax', ATTEMPT_SECONDS))
    },
    clearAttempt(request, reply) {
      reply.setCookie(toName(request, ATTEMPT), '', toOptions(request, 'lax', 0))
    },
  }
}
