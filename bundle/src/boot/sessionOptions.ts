import { report } from '../core/report.ts'
import type { Duration } from '../core/time.ts'
import { SECOND } from '../core/time.ts'
import type { SessionRules } from '../session/sessionState.ts'
import type { SessionStorage } from '../session/sessionStorage.ts'
import { createSessionStorage } from '../session/sessionStorage.ts'
import type { BrowserSessionIntegration, RumInitConfiguration } from './publicTypes.ts'

const DAY = 86_400

/** Session settings in the form that Sentry's SDK has them; they go into `integrations` of `init`. */
export function browserSessionIntegration(
  options?: Omit<BrowserSessionIntegration, 'name'>,
): BrowserSessionIntegration {
  return { ...options, name: 'BrowserSession' }
}

/** As every RUM product has them where nothing else is asked for: 15 minutes idle, 4 hours at most. */
export function toSessionRules(given: RumInitConfiguration): SessionRules {
  const integrated = given.integrations?.find((each) => each?.name === 'BrowserSession')
  const { sessionTimeout, maxSessionDuration } = { ...given, ...integrated }
  const maxDuration = toDuration('maxSessionDuration', maxSessionDuration, 14_400)
  let timeout = toDuration('sessionTimeout', sessionTimeout, 900)
  if (timeout > maxDuration) {
    report('warn', 'init: `sessionTimeout` is above `maxSessionDuration`, which is used for both.')
    timeout = maxDuration
  }
  return {
    timeout,
    maxDuration,
    debugTimeout: toDuration('debugTimeout', given.debugTimeout, 900),
    isAutomatic: given.trackSessionAutomatically !== false,
    restartAfterEnd: given.restartAfterEnd ?? 'nextPage',
    resetOnUserChange: given.resetOnUserChange !== false,
  }
}

function toDuration(name: string, given: number | undefined, seconds: number): Duration {
  if (given !== undefined) {
    if (Number.isFinite(given) && given > 0) {
      if (given < 10 || given > DAY) {
        report('warn', `init: \`${name}\` is ${given} seconds. Is that meant?`)
      }
      return (given * SECOND) as Duration
    }
    report('warn', `init: \`${name}\` must be a number of seconds above 0. ${seconds} are used.`)
  }
  return (seconds * SECOND) as Duration
}

export function toSessionStorage(given: RumInitConfiguration): SessionStorage {
  return createSessionStorage(
    given.persistence ??
      (given.allowFallbackToLocalStorage === false ? ['cookie'] : ['cookie', 'localStorage']),
    {
      acrossSubdomains: given.trackSessionAcrossSubdomains,
      secure: given.useSecureSessionCookie,
      partitioned: given.usePartitionedCrossSiteSessionCookie,
    },
  )
}
