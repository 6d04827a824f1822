import { createHash } from 'node:crypto'

/**
 * Computes the hash that a browser compares a file with before it runs it.
 *
 * @param {string | Buffer} body
 * @returns {string} for a script's `integrity`
 */
export function toIntegrity(body) {
  return `sha384-${createHash('sha384').update(body).digest('base64')}`
}
