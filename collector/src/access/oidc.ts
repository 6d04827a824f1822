import * as openid from 'openid-client'
import { z } from 'zod'
import { HttpProblem } from '../core/httpProblem.ts'
import type { OidcOptions } from './accessOptions.ts'
import { isLoopback } from './accessOptions.ts'
import type { Grant } from './accounts.ts'
import type { GroupRoles } from './groupRoles.ts'
import { toGrant } from './groupRoles.ts'
import { toPrintableName } from './printableName.ts'

/** State that the browser keeps while it is at the identity provider, in a cookie that lasts ten minutes. */
export interface OidcAttempt {
  verifier: string
  state: string
  nonce: string
  /** Where in the explorer the user was. */
  to: string
}

export interface Oidc {
  /** @returns where to send the browser, and what it has to keep */
  begin(to: string): Promise<{ url: string; attempt: OidcAttempt }>
  /** Throws a `HttpProblem` unless the provider says who it is and its groups give a role. */
  finish(search: string, attempt: OidcAttempt): Promise<{ name: string; grant: Grant }>
}

export interface OidcDeps {
  options: OidcOptions
  publicUrl: string
  groupRoles: GroupRoles
}

export const OIDC_CALLBACK = '/api/sign-in/oidc/callback'

/** The code flow with PKCE, state and nonce: https://openid.net/specs/openid-connect-core-1_0.html */
export function createOidc({ options, publicUrl, groupRoles }: OidcDeps): Oidc {
  const redirectUri = new URL(OIDC_CALLBACK, publicUrl).href
  let discovered: Promise<openid.Configuration> | undefined

  /** At the first sign-in: a provider that is away must not keep the collector from storing events. */
  function discover(): Promise<openid.Configuration> {
    discovered ??= openid.discovery(
      new URL(options.issuer),
      options.clientId,
      undefined,
      options.clientSecret === '' ? openid.None() : openid.ClientSecretPost(options.clientSecret),
      {
        execute: [
          // The signature as well: what a proxy between here and the provider answers is not the provider's word.
          openid.enableNonRepudiationChecks,
          // On this machine alone, for tests and a provider beside the collector.
          ...(isLoopback(new URL(options.issuer).hostname) ? [openid.allowInsecureRequests] : []),
        ],
      },
    )
    discovered.catch(() => {
      discovered = undefined
    })
    return discovered
  }

  return {
    async begin(to) {
      const provider = await discover().catch((error: unknown) => {
        const away = new HttpProblem(502, 'rum.identityProviderFailed', 'it does not answer')
        throw Object.assign(away, { cause: error })
      })
      const attempt = {
        verifier: openid.randomPKCECodeVerifier(),
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        to,
      }
      const url = openid.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        state: attempt.state,
        nonce: attempt.nonce,
      })
      return { url: url.href, attempt }
    },
    async finish(search, { verifier, state, nonce }) {
      const claims = await exchange(new URL(`${redirectUri}${search}`), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
      })
      const { name, groups } = readClaims(claims, options.groupsClaim)
      const grant = toGrant(groups, groupRoles)
      if (grant === undefined) {
        throw new HttpProblem(403, 'rum.roleMissing', 'none of your groups has a role here')
      }
      return { name, grant }
    },
  }

  async function exchange(
    url: URL,
    checks: openid.AuthorizationCodeGrantChecks,
  ): Promise<openid.IDToken | undefined> {
    try {
      const answer = await openid.authorizationCodeGrant(await discover(), url, {
        ...checks,
        idTokenExpected: true,
      })
      return answer.claims()
    } catch (cause) {
      const problem = new HttpProblem(403, 'rum.signInFailed', 'the identity provider refused it')
      throw Object.assign(problem, { cause })
    }
  }
}

const identity = z.object({
  sub: z.string(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  preferred_username: z.string().optional(),
})
const groupList = z.union([z.array(z.string()), z.string().transform((group) => [group])])

/** An address of which the provider does not say that it is verified may be anyone's. */
function readClaims(
  claims: openid.IDToken | undefined,
  groupsClaim: string,
): { name: string; groups: string[] } {
  const {
    sub,
    email,
    email_verified: isVerified,
    preferred_username: username,
  } = identity.parse(claims)
  return {
    name: toPrintableName((isVerified === true ? email : undefined) ?? username ?? sub),
    groups: groupList.catch([]).parse(claims?.[groupsClaim]),
  }
}
