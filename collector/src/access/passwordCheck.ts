import { HttpProblem } from '../core/httpProblem.ts'
import { createRateLimit } from '../core/rateLimit.ts'
import { toRateKey } from '../http/clientAddress.ts'
import { createFairQueue, QueueFull } from '../store/fairQueue.ts'
import type { Account, Accounts } from './accounts.ts'

interface Attempt {
  name: string
  password: string
  address: string
  /** Aborted when nobody waits any more. */
  signal?: AbortSignal | undefined
}

/** `undefined` where it is wrong. Throws a 429 or 503 `HttpProblem` before it looks. */
export type PasswordCheck = (attempt: Attempt) => Promise<Account | undefined>

/**
 * Ten wrong passwords of an address at once, then one a minute. By address alone: a limit by account would let anybody
 * keep its owner out. All addresses together have what one thread computes: five guesses a second, where 16 random
 * letters have 10^22.
 */
const LIMIT = { burst: 10, perSecond: 1 / 60, maxKeys: 10_000 }
/** Number of attempts of one address that wait: a password takes a fifth of a second. */
const WAITING = 10

/** One at a time, so that a hundred guesses that are sent at once count as a hundred; addresses take turns. */
export function createPasswordCheck(
  accounts: Pick<Accounts, 'verify'>,
  monotonic: () => number,
): PasswordCheck {
  /** Wrong passwords that an address has left. A right one costs nothing. */
  const attempts = createRateLimit({ ...LIMIT, now: monotonic })
  const queue = createFairQueue({ places: ['thread'], placesEach: 1, waitingEach: WAITING })

  async function check(from: string, { name, password }: Attempt): Promise<Account | undefined> {
    const wait = attempts.secondsUntil(from, 1)
    if (wait > 0) {
      throw new HttpProblem(
        429,
        'rum.tooManySignIns',
        `too many wrong passwords: come back in ${wait} s`,
        { 'retry-after': String(wait) },
      )
    }
    const account = await accounts.verify(name, password)
    if (account === undefined) {
      attempts.take(from, 1)
    }
    return account
  }

  return async (attempt) => {
    const from = toRateKey(attempt.address) ?? 'this machine'
    try {
      return await queue.run({ name: from, signal: attempt.signal }, () => check(from, attempt))
    } catch (error) {
      throw error instanceof QueueFull
        ? new HttpProblem(503, 'rum.busy', 'too many sign in at once', { 'retry-after': '5' })
        : error
    }
  }
}
