import { createServer } from 'node:net'

/**
 * Finds a port of the loopback address.
 *
 * @param {number} wanted
 * @returns {Promise<number>} `wanted`, or the next one that is free
 */
export async function freePort(wanted) {
  const probe = createServer()
  const isFree = await new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
  return isFree ? wanted : freePort(wanted + 1)
}
