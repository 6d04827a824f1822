import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HttpProblem } from '../core/httpProblem.ts'
import { sendProblem } from './errorAnswers.ts'
import { declareAccess } from './routeAccess.ts'

export interface StaticDirectories {
  /** The built explorer, served at `/`. */
  explorer: string
  /** The built SDK, served at `/sdk/`. */
  sdk: string
}

/** The explorer's pages load nothing from elsewhere, are framed by nobody and run no inline script. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/** A page of any origin may load the SDK, with `crossorigin` and under `require-corp` as well. */
const SDK_HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
  // Not hashed: a new release must reach pages soon, and most visits last less than five minutes.
  'cache-control': 'public, max-age=300',
}

const IMMUTABLE = 'public, max-age=31536000, immutable'
/** `dataflux-rum-1.2.3.js`: a release never changes under its own name. */
const VERSIONED_NAME = /-\d+\.\d+\.\d+[.-]/
/** Eight characters of the build's hash before the extension: the content never changes under such a name. */
const HASHED_NAME = /[-.][A-Za-z0-9]{8}\.[a-z0-9]+$/

/** In a scope of its own: the routes that the plugin makes are public. What they hold is not secret. */
export async function registerStaticFiles(
  server: FastifyInstance,
  directories: StaticDirectories,
): Promise<void> {
  await server.register(async (scope) => {
    declareAccess(scope, 'public')
    await registerAll(scope, directories)
  })
}

async function registerAll(
  server: FastifyInstance,
  { explorer, sdk }: StaticDirectories,
): Promise<void> {
  const hasExplorer = existsSync(explorer)
  if (existsSync(sdk)) {
    await registerSdk(server, sdk)
  }
  if (hasExplorer) {
    await registerExplorer(server, explorer)
  }
  server.setNotFoundHandler((request, reply) => {
    if (!isPageRequest(request)) {
      return sendProblem(reply, new HttpProblem(404, 'rum.notFound', 'there is nothing here'))
    }
    return hasExplorer
      ? sendPage(reply, explorer)
      : sendProblem(reply, notBuilt('the explorer is not built: run `npm run build`'))
  })
  if (!existsSync(sdk)) {
    server.get('/sdk/*', async (_request, reply) =>
      sendProblem(reply, notBuilt('the SDK is not built: run `npm run build`')),
    )
  }
}

async function registerSdk(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, {
    root,
    prefix: '/sdk/',
    decorateReply: false,
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const file = basename(path).replace(/\.(br|gz)$/, '')
      setAll(response, {
        ...SDK_HEADERS,
        ...(VERSIONED_NAME.test(file) && { 'cache-control': IMMUTABLE }),
        // A comment in the script would say so too, at every visitor's cost.
        ...(/\.m?js$/.test(file) && { sourcemap: `${file}.map` }),
      })
    },
  })
}

async function registerExplorer(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, {
    root,
    prefix: '/',
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = HASHED_NAME.test(path.replace(/\.(br|gz)$/, ''))
      setAll(response, { ...PAGE_HEADERS, 'cache-control': isHashed ? IMMUTABLE : 'no-cache' })
    },
  })
}

function setAll(
  response: { setHeader(name: string, value: string): unknown },
  headers: Readonly<Record<string, string>>,
): void {
  response.setHeader('vary', 'accept-encoding') // a compressed copy may have been sent
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value)
  }
}

/**
 * An address of the explorer: its own code tells one from another, so all of them get the same page. One with a dot as
 * well: a session's id is any text. What loads a file does not accept HTML.
 */
function isPageRequest({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return (
    (method === 'GET' || method === 'HEAD') &&
    !/^\/(api|sdk|v1|assets)\//.test(path) &&
    (headers.accept ?? '').includes('text/html')
  )
}

function sendPage(reply: FastifyReply, root: string): FastifyReply {
  return reply.code(200).sendFile('index.html', root)
}

function notBuilt(message: string): HttpProblem {
  return new HttpProblem(404, 'rum.notBuilt', message)
}
