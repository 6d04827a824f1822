import { HttpProblem } from '../httpProblem.ts'
import { toRateKey } from '../intake/clientAddress.ts'
import { createLane } from '../store/lane.ts'
import type { Account, Accounts } from './accounts.ts'
import { createSignInLimit } from './signInLimit.ts'

interface Attempt {
  name: string
  password: string
  address: string
}

/** `undefined` where it is wrong. Throws a 429 or 503 `HttpProblem` before it looks. */
export type PasswordCheck = (attempt: Attempt) => Promise<Account | undefined>

/** Ten wrong passwords at once, then one a minute: 526,000 a year, where 16 random letters have 10^22. */
const LIMIT = { failures: 10, forgivenEvery: 60_000, maxKeys: 10_000 }
/** A password takes a fifth of a second: those beyond wait too long, and their bodies take memory. */
const MAX_WAITING = 50

/** One at a time, so that a hundred guesses that are sent at once count as a hundred. */
export function createPasswordCheck(
  accounts: Pick<Accounts, 'verify'>,
  monotonic: () => number,
): PasswordCheck {
  const byAddress = createSignInLimit({ ...LIMIT, now: monotonic })
  const byAccount = createSignInLimit({ ...LIMIT, now: monotonic })
  const lane = createLane()

  async function check({ name, password, address }: Attempt): Promise<Account | undefined> {
    const from = toRateKey(address) ?? 'this machine'
    const wait = Math.max(byAddress.check(from), byAccount.check(name))
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
      byAddress.fail(from)
      byAccount.fail(name)
    }
    return account
  }

  return async (attempt) => {
    if (lane.load >= MAX_WAITING) {
      throw new HttpProblem(503, 'rum.busy', 'too many sign in at once', { 'retry-after': '5' })
    }
    return lane.run(() => check(attempt))
  }
}
