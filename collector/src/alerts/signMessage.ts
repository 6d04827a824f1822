import { createHmac, randomBytes } from 'node:crypto'

/**
 * Headers of a signed message.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export interface SignedHeaders {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

const PREFIX = 'whsec_'

/** Returns a new key, in the form that libraries of the standard take. */
export function createSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`
}

/**
 * Signs a message with its id and the time of this attempt: a receiver can refuse one that is old, or that it has seen.
 *
 * @param now - ms since the epoch
 */
export function signMessage(
  { id, body, secret }: { id: string; body: string; secret: string },
  now: number,
): SignedHeaders {
  const timestamp = String(Math.floor(now / 1000))
  const signature = createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}
