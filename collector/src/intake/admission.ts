import { HttpProblem } from '../core/httpProblem.ts'
import type { RateLimit } from '../core/rateLimit.ts'
import { createRateLimit } from '../core/rateLimit.ts'
import { toRateKey } from '../http/clientAddress.ts'
import type { Application, Applications, Sender } from './applications.ts'

/** Decides who may send, and how much. Throws an `HttpProblem` of 403 or 429. */
export interface Admission {
  /** Before the body is read. */
  checkRequest(sender: Sender, address: string): void
  /** Once a body is inflated: a large one counts as several requests. Never throws: it is the next that waits. */
  spendBody(address: string, bytes: number): void
  /** Once its lines are read: each further day of events is as much work for the store as several requests. */
  spendDays(address: string, days: number): void
  /** The application of a line. */
  findApplication(appId: string, sender: Sender): Application
  /** Once it is known how many events of each application are to be stored. */
  spendEvents(counts: ReadonlyMap<Application, number>): void
}

export interface AdmissionOptions {
  applications: Applications
  /** Requests a second from one address, on average; 0 for no limit. */
  requestsPerAddress: number
  /** Monotonic, in ms. */
  now(): number
}

/** Largest body of an SDK; browsers send no more than this at page exit. */
const REQUEST_BYTES = 65_536
/** A day is a part that is written and synced by itself. A week from an outbox is well within a burst. */
const REQUESTS_PER_DAY = 10
/** Today, yesterday, and the month of their sessions. */
const FREE_DAYS = 3
const BURST_SECONDS = 10
/** 100,000 addresses are about 15 MB, and more than are active within the seconds that a burst takes to refill. */
const MAX_ADDRESSES = 100_000

export function createAdmission(options: AdmissionOptions): Admission {
  const { applications, requestsPerAddress, now } = options
  const addressLimit = createLimit(requestsPerAddress, MAX_ADDRESSES)
  /** Only configured applications have a limit. */
  const applicationLimits = new Map<string, { perSecond: number; limit: RateLimit }>()

  function createLimit(perSecond: number, maxKeys: number): RateLimit {
    return createRateLimit({ perSecond, burst: perSecond * BURST_SECONDS, maxKeys, now })
  }

  /** @returns the seconds after which to come back, or 0 */
  function spend(address: string, cost: number): number {
    const key = requestsPerAddress > 0 ? toRateKey(address) : undefined
    return key === undefined ? 0 : addressLimit.spend(key, cost)
  }

  function limitOf({ id, eventsPerSecond }: Application): RateLimit {
    const former = applicationLimits.get(id)
    if (former?.perSecond === eventsPerSecond) {
      return former.limit
    }
    const limit = createLimit(eventsPerSecond, 1)
    applicationLimits.set(id, { perSecond: eventsPerSecond, limit })
    return limit
  }

  return {
    checkRequest(sender, address) {
      const seconds = spend(address, 1)
      if (seconds > 0) {
        throw tooMany('this address sends too many requests', seconds)
      }
      applications.checkSender(sender)
    },
    spendBody(address, bytes) {
      const more = Math.floor(bytes / REQUEST_BYTES) // the request itself has paid for the first part
      if (more > 0) {
        spend(address, more)
      }
    },
    spendDays(address, days) {
      if (days > FREE_DAYS) {
        spend(address, (days - FREE_DAYS) * REQUESTS_PER_DAY)
      }
    },
    findApplication: applications.find,
    spendEvents(counts) {
      for (const [application, count] of counts) {
        const seconds = application.eventsPerSecond > 0 ? limitOf(application).spend('', count) : 0
        if (seconds > 0) {
          throw tooMany('this application sends too many events', seconds)
        }
      }
    },
  }
}

/** 429: the SDK keeps the events and sends them again. */
function tooMany(message: string, seconds: number): HttpProblem {
  return new HttpProblem(429, 'rum.tooManyRequests', message, { 'retry-after': String(seconds) })
}
