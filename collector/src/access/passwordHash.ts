import type { ScryptOptions } from 'node:crypto'
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import pLimit from 'p-limit'

/**
 * One of OWASP's equal choices for scrypt, the one that takes 32 MiB:
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 }
const KEY_BYTES = 32
const SALT_BYTES = 16

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** One at a time: a hundred sign-ins at once must not take 3 GiB and every thread of the pool. */
const inTurn = pLimit(1)

/** `scrypt:<salt>:<key>`, in base64url. A password is compared as its NFKC form: keyboards differ. */
export async function hashPassword(
  password: string,
  salt: Buffer = randomBytes(SALT_BYTES),
): Promise<string> {
  const key = await inTurn(() => derive(password.normalize('NFKC'), salt, KEY_BYTES, COST))
  return `scrypt:${salt.toString('base64url')}:${key.toString('base64url')}`
}

/** Hash of no password, which is compared with where an account is unknown, so that the answer takes as long. */
const UNKNOWN = `scrypt:${randomBytes(SALT_BYTES).toString('base64url')}:${randomBytes(KEY_BYTES).toString('base64url')}`

export async function isPassword(password: string, hash: string = UNKNOWN): Promise<boolean> {
  const salt = Buffer.from(hash.split(':')[1] ?? '', 'base64url')
  const given = Buffer.from(await hashPassword(password, salt))
  const stored = Buffer.from(hash)
  return given.length === stored.length && timingSafeEqual(given, stored)
}
