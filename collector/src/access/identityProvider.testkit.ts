import type { KeyObject } from 'node:crypto'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small OpenID Connect provider that asks no questions: whoever comes is the user of `claims`. */
export interface IdentityProvider {
  issuer: string
  /** Claims of the next ID token besides the standard claims. */
  claims: Record<string, unknown>
  /** Changes of the next ID token that make it a wrong one. */
  forged: Record<string, unknown>
  /** ID tokens are signed with a key that is not the provider's. */
  isForeign: boolean
  stop(): Promise<void>
}

interface Grant {
  challenge: string
  nonce: string
  redirectUri: string
}

const CLIENT = 'rum'

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Grant>()
  const server = createServer((request, response) => {
    void answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: IdentityProvider = {
    issuer,
    claims: {},
    forged: {},
    isForeign: false,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', issuer)
    const body = new URLSearchParams(await readText(request))
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return sendJson(response, toMetadata(issuer))
      case '/keys':
        return sendJson(response, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
        })
      case '/authorize':
        return authorize(url.searchParams, response)
      default:
        return exchange(body, response)
    }
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = `code-${grants.size}`
    const redirectUri = query.get('redirect_uri') ?? ''
    grants.set(code, {
      redirectUri,
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? '',
    })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', query.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }

  function exchange(body: URLSearchParams, response: ServerResponse): void {
    const grant = grants.get(body.get('code') ?? '')
    grants.delete(body.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (grant?.challenge !== challenge || grant.redirectUri !== body.get('redirect_uri')) {
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end('{"error":"invalid_grant"}')
      return
    }
    const at = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      sub: 'u1',
      aud: CLIENT,
      iat: at,
      exp: at + 60,
      nonce: grant.nonce,
    }
    const key = provider.isForeign ? foreign.privateKey : privateKey
    const idToken = toJwt({ ...claims, ...provider.claims, ...provider.forged }, key)
    sendJson(response, { access_token: 'a', token_type: 'Bearer', id_token: idToken })
  }

  return provider
}

function toMetadata(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  }
}

function toJwt(claims: Record<string, unknown>, key: KeyObject): string {
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ alg: 'RS256', kid: 'one' })}.${encode(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += chunk
  }
  return text
}
