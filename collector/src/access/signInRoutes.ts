import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Me } from '../../../protocol/access.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { parse } from '../http/parse.ts'
import type { Principal } from '../http/principal.ts'
import { whenGone } from '../http/whenGone.ts'
import type { AccessOptions } from './accessOptions.ts'
import { isOpen } from './accessOptions.ts'
import type { Audit } from './audit.ts'
import type { Cookies } from './cookies.ts'
import type { Oidc, OidcAttempt } from './oidc.ts'
import { OIDC_CALLBACK } from './oidc.ts'
import { checkHost, checkOrigin } from './ownAddress.ts'
import { toOwnPath } from './ownPath.ts'
import type { PasswordCheck } from './passwordCheck.ts'
import type { Identify } from './registerAccess.ts'
import type { SignIns } from './signIns.ts'

export interface SignInRouteDeps {
  options: AccessOptions
  identify: Identify
  signIns: SignIns
  checkPassword: PasswordCheck
  cookies: Cookies
  audit: Audit
  oidc: Oidc | undefined
}

const credentials = z.strictObject({
  name: z.string().min(1).max(256),
  password: z.string().min(1).max(1024),
})
const ownPath = z.string().max(4096).transform(toOwnPath)
const SMALL = { bodyLimit: 16_384 }
const PUBLIC = { config: { access: 'public' as const } }

export function registerSignIn(server: FastifyInstance, deps: SignInRouteDeps): void {
  const { options, signIns, cookies, audit } = deps
  server.get('/api/me', PUBLIC, async (request): Promise<Me> => {
    if (isOpen(options)) {
      checkHost(request, options.publicUrl)
    }
    return toMe(await deps.identify(request), options)
  })

  server.post('/api/sign-in', { ...PUBLIC, ...SMALL }, async (request, reply) => {
    checkOrigin(request, { publicUrl: options.publicUrl, mayBeAbsent: true })
    const { name, password } = parse(credentials, request.body)
    const account = await deps.checkPassword({
      name,
      password,
      address: request.ip,
      signal: whenGone(reply),
    })
    if (account === undefined) {
      throw new HttpProblem(401, 'rum.signInFailed', 'name or password is wrong')
    }
    const secret = await signIns.start({ name, credential: account.credential })
    await replaceSignIn(request, reply, secret)
    await audit.write({ actor: `user:${name}`, act: 'signIn', subject: `user:${name}` })
    return reply.code(204).send()
  })

  server.post('/api/sign-out', { ...PUBLIC, ...SMALL }, async (request, reply) => {
    checkOrigin(request, { publicUrl: options.publicUrl, mayBeAbsent: true })
    const secret = cookies.readSignIn(request)
    if (secret !== undefined) {
      await signIns.end(secret)
    }
    cookies.clearSignIn(request, reply)
    return reply.code(204).send()
  })

  if (deps.oidc !== undefined) {
    registerOidc(server, deps, deps.oidc)
  }

  /** The former one ends: a browser is signed in once. */
  async function replaceSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    secret: string,
  ): Promise<void> {
    const former = cookies.readSignIn(request)
    if (former !== undefined) {
      await signIns.end(former)
    }
    cookies.writeSignIn(request, reply, secret)
  }
}

function registerOidc(
  server: FastifyInstance,
  { signIns, cookies, audit }: SignInRouteDeps,
  oidc: Oidc,
): void {
  server.get('/api/sign-in/oidc', PUBLIC, async (request, reply) => {
    const { to } = parse(z.object({ to: ownPath.default('/') }), request.query)
    const { url, attempt } = await oidc.begin(to)
    cookies.writeAttempt(request, reply, Buffer.from(JSON.stringify(attempt)).toString('base64url'))
    return reply.redirect(url)
  })

  server.get(OIDC_CALLBACK, PUBLIC, async (request, reply) => {
    const attempt = readAttempt(cookies.readAttempt(request))
    cookies.clearAttempt(request, reply)
    const { name, grant } = await oidc.finish(request.url.replace(/^[^?]*/, ''), attempt)
    cookies.writeSignIn(request, reply, await signIns.start({ name, grant }))
    await audit.write({ actor: `user:${name}`, act: 'signIn', subject: `user:${name}` })
    return reply.redirect(attempt.to)
  })
}

const storedAttempt = z.object({
  verifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  to: ownPath,
})

function readAttempt(cookie: string | undefined): OidcAttempt {
  try {
    return storedAttempt.parse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()))
  } catch {
    throw new HttpProblem(
      400,
      'rum.signInFailed',
      'this sign-in was begun in another browser, or more than ten minutes ago: begin again',
    )
  }
}

function toMe(principal: Principal | undefined, options: AccessOptions): Me {
  return {
    user:
      principal === undefined
        ? null
        : {
            name: principal.name.replace(/^user:/, ''),
            role: principal.role,
            applications: principal.scope === 'all' ? 'all' : [...principal.scope],
          },
    sign_in: {
      password: options.oidc === undefined ? !isOpen(options) : options.adminSecret !== '',
      oidc: options.oidc !== undefined,
      sign_out: !isOpen(options),
    },
  }
}
