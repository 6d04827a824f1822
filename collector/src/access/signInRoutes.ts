import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Me } from '../../../protocol/access.ts'
import { credentials, me } from '../../../protocol/access.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { NO_BODY, withProblems } from '../http/openApi.ts'
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

const ownPath = z.string().max(4096).transform(toOwnPath)
const SMALL = { bodyLimit: 16_384 }
const PUBLIC = { config: { access: 'public' as const } }
const tags = ['sign-in']

export function registerSignIn(server: FastifyInstance, deps: SignInRouteDeps): void {
  const { options, signIns, cookies, audit } = deps
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const asking = {
    summary: 'Identity of the caller, and the ways to sign in',
    tags,
    response: withProblems({ 200: me }),
  }
  typed.get('/api/me', { ...PUBLIC, schema: asking }, async (request) => {
    if (isOpen(options)) {
      checkHost(request, options.publicUrl)
    }
    return toMe(await deps.identify(request), options)
  })

  const fromOwnPages = {
    ...PUBLIC,
    ...SMALL,
    preValidation: async (request: FastifyRequest) =>
      checkOrigin(request, { publicUrl: options.publicUrl, mayBeAbsent: true }),
  }
  const signingIn = {
    summary: 'Signs in with a name and a password; the answer sets a cookie',
    tags,
    body: credentials,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.post('/api/sign-in', { ...fromOwnPages, schema: signingIn }, async (request, reply) => {
    const { name, password } = request.body
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

  const signingOut = { summary: 'Signs out', tags, response: withProblems({ 204: NO_BODY }) }
  typed.post('/api/sign-out', { ...fromOwnPages, schema: signingOut }, async (request, reply) => {
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
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const begins = {
    summary: 'Leads to the identity provider',
    tags,
    querystring: z.object({ to: ownPath.default('/') }),
    response: withProblems({ 302: NO_BODY }),
  }
  typed.get('/api/sign-in/oidc', { ...PUBLIC, schema: begins }, async (request, reply) => {
    const { to } = request.query
    const { url, attempt } = await oidc.begin(to)
    cookies.writeAttempt(request, reply, Buffer.from(JSON.stringify(attempt)).toString('base64url'))
    return reply.redirect(url)
  })

  const ends = {
    summary: 'Ends a sign-in at the identity provider, which leads here',
    tags,
    response: withProblems({ 302: NO_BODY }),
  }
  typed.get(OIDC_CALLBACK, { ...PUBLIC, schema: ends }, async (request, reply) => {
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
