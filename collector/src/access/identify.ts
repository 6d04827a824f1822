import type { FastifyRequest } from 'fastify'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Principal } from '../http/principal.ts'
import { ANYONE } from '../http/principal.ts'
import type { AccessOptions } from './accessOptions.ts'
import { isOpen } from './accessOptions.ts'
import { ADMIN } from './accounts.ts'
import type { ApiTokens } from './apiTokens.ts'
import { TOKEN_PREFIX } from './apiTokens.ts'
import type { Cookies } from './cookies.ts'
import { checkHost, checkOrigin } from './ownAddress.ts'
import type { PasswordCheck } from './passwordCheck.ts'
import type { Identify } from './registerAccess.ts'
import type { SignIns } from './signIns.ts'

export interface IdentifyDeps {
  options: AccessOptions
  apiTokens: Pick<ApiTokens, 'find'>
  signIns: Pick<SignIns, 'find'>
  checkPassword: PasswordCheck
  cookies: Pick<Cookies, 'readSignIn'>
  /** Where a proxy signs people in. */
  identifyByProxy: Identify | undefined
}

/** A token first, then a sign-in, then a proxy's word; where nobody signs in, anyone. */
export function createIdentify(deps: IdentifyDeps): Identify {
  const { options, signIns, cookies, identifyByProxy } = deps
  const open = isOpen(options)

  async function identifyAmbient(request: FastifyRequest): Promise<Principal | undefined> {
    if (open) {
      checkHost(request, options.publicUrl)
      return ANYONE
    }
    const secret = cookies.readSignIn(request)
    const signedIn = secret === undefined ? undefined : await signIns.find(secret)
    return signedIn ?? identifyByProxy?.(request)
  }

  return async (request) => {
    const token = readToken(request)
    if (token !== undefined) {
      return identifyByToken(request, token, deps)
    }
    const principal = await identifyAmbient(request)
    if (principal !== undefined) {
      checkOrigin(request, { publicUrl: options.publicUrl, mayBeAbsent: open })
    }
    return principal
  }
}

/** `Authorization: Bearer`, or the query's `token` where a DataKit's users write it. */
function readToken({ headers, query, routeOptions }: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1]
  const { token } = query as { token?: unknown }
  return (
    bearer ?? (routeOptions.config.takesQueryToken && typeof token === 'string' ? token : undefined)
  )
}

async function identifyByToken(
  request: FastifyRequest,
  token: string,
  { apiTokens, checkPassword }: IdentifyDeps,
): Promise<Principal> {
  const principal = token.startsWith(TOKEN_PREFIX)
    ? await apiTokens.find(token)
    : await identifyByAdminSecret(request, token, checkPassword)
  if (principal === undefined) {
    throw new HttpProblem(401, 'rum.unknownToken', 'the token is not known, or has ended')
  }
  return principal
}

/** So that the first token can be made by a command: the operator's secret is a token too. */
async function identifyByAdminSecret(
  request: FastifyRequest,
  secret: string,
  checkPassword: PasswordCheck,
): Promise<Principal | undefined> {
  const account = await checkPassword({ name: ADMIN, password: secret, address: request.ip })
  return account && { ...account, name: `user:${ADMIN}`, isAmbient: false }
}
