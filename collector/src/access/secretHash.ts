import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: too many to be guessed, so that one round of a fast hash keeps them. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Hash that is stored instead of a secret. It is looked up by this, so that no comparison tells how much of it was right. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
