import type { Clock } from '../core/clock.ts'
import { createUuid } from '../core/ids.ts'
import type { Duration, Timestamp } from '../core/time.ts'
import { MINUTE } from '../core/time.ts'
import type { ContextStore } from '../events/contexts.ts'
import { isSampled } from '../session/sampling.ts'
import type { SessionManager } from '../session/sessionManager.ts'
import { startSessionManager } from '../session/sessionManager.ts'
import type { ReportedSession } from '../session/sessionState.ts'
import { reportedSession } from '../session/sessionState.ts'
import { pickSessionStorage } from '../session/sessionStorage.ts'
import type { Options } from './options.ts'
import type { Collection } from './startCollection.ts'
import { startCollection } from './startCollection.ts'

/** As every RUM product has them: 15 minutes idle, 4 hours at most. */
const RULES = {
  timeout: (15 * MINUTE) as Duration,
  maxDuration: (240 * MINUTE) as Duration,
  debugTimeout: (15 * MINUTE) as Duration,
  newId: createUuid,
}

export interface RumDeps {
  readonly options: Options
  readonly clock: Clock
  readonly globalContext: ContextStore
  readonly user: ContextStore
}

export interface Rum {
  readonly session: SessionManager
  /** Runs `use` on what collects, if this session is collected. */
  collect(use: (collection: Collection) => void): void
}

/** The composition root: the session engine, and the event engine while the session is one to collect. */
export function startRum(deps: RumDeps): Rum {
  const { options, clock } = deps
  const session = startSessionManager({
    clock,
    storage: pickSessionStorage(),
    rules: RULES,
  })
  let collection: Collection | undefined

  /** A debug session is collected always; after `endSession()` the page goes on as it was. */
  function isCollected(reported: ReportedSession): boolean {
    return reported.id === undefined || reported.kind === 'debug'
      ? true
      : isSampled(String(reported.id), options.sessionSampleRate)
  }

  function follow(reported: ReportedSession | undefined, resumedAt?: Timestamp): void {
    const isWanted = reported?.id === undefined ? Boolean(collection) : isCollected(reported)
    if (isWanted && !collection) {
      collection = startCollection({ ...deps, session, isCollected, resumedAt })
    } else if (!isWanted) {
      collection?.stop()
      collection = undefined
    }
  }

  session.changes.subscribe((change) => {
    follow(change.session, change.isCorrection ? undefined : change.at)
  })
  follow(reportedSession(session.read()))
  return {
    session,
    collect(use) {
      if (collection) {
        use(collection)
      }
    },
  }
}
