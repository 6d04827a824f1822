import type { FastifyRequest } from 'fastify'
import { HttpProblem } from '../core/httpProblem.ts'
import { isLoopback } from './accessOptions.ts'

/**
 * Where nobody signs in, the loopback address is the only lock, and a page of any site opens it by DNS
 * rebinding: its own name, resolved to 127.0.0.1, makes it the same origin. The `Host` header gives it away.
 */
export function checkHost({ headers }: FastifyRequest, publicUrl: string): void {
  const host = headers.host ?? ''
  const isNamed = publicUrl !== '' && host === toHost(publicUrl)
  if (!isNamed && !isLoopback(toHostname(host))) {
    throw new HttpProblem(
      403,
      'rum.badHost',
      'this collector is open, and so answers to the names of this machine only; behind a proxy, give --public-url',
    )
  }
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * A page of another site can send requests that carry the user's cookie, or pass a proxy that knows the user.
 * It cannot write `Origin`, which every browser sends with what changes state: https://fetch.spec.whatwg.org/#origin-header
 */
export function checkOrigin(
  { method, headers }: FastifyRequest,
  { publicUrl, mayBeAbsent }: { publicUrl: string; mayBeAbsent: boolean },
): void {
  if (SAFE_METHODS.includes(method)) {
    return
  }
  const { origin } = headers
  const host = headers.host ?? ''
  const isOwn =
    origin === undefined
      ? mayBeAbsent
      : publicUrl === ''
        ? isSameHost(origin, host)
        : isSameOrigin(origin, publicUrl) ||
          (isLoopback(toHostname(host)) && isSameHost(origin, host))
  // On the machine itself the collector is also reached past the proxy.
  if (!isOwn) {
    throw new HttpProblem(403, 'rum.badOrigin', 'a page of another origin may not do this')
  }
}

function toHostname(host: string): string {
  return /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(host)?.[1] ?? ''
}

function toHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}

function toOrigin(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}

/** The `Host` header without the default port, which a browser leaves out of `Origin`. */
function toComparable(host: string, origin: string): string {
  return toHost(`${origin.split('://', 1)[0]}://${host}`)
}

/** False for an origin that is empty or no URL, even if the host is unknown, too. */
function isSameHost(origin: string, host: string): boolean {
  return toHost(origin) !== '' && toHost(origin) === toComparable(host, origin)
}

function isSameOrigin(origin: string, url: string): boolean {
  return URL.canParse(origin) && toOrigin(origin) === toOrigin(url)
}
