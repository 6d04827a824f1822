import { keepListeners } from '../browser/listen.ts'
import type { Clock } from '../core/clock.ts'
import { createUuid } from '../core/ids.ts'
import type { Stop } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import type { ContextStore } from '../events/contexts.ts'
import type { Verdict } from '../events/sessionGate.ts'
import type { ReportedSession } from '../session/reportedHistory.ts'
import { isSampled, toHash } from '../session/sampling.ts'
import type { SessionManager } from '../session/sessionManager.ts'
import { startSessionManager } from '../session/sessionManager.ts'
import type { Options } from './options.ts'
import { makeIds } from './sessionMethods.ts'
import type { Collection } from './startCollection.ts'
import { startCollection } from './startCollection.ts'

export interface RumDeps {
  readonly options: Options
  readonly clock: Clock
  /** `true`: the user has already consented. */
  readonly isGranted: boolean
  /** `true`: the page has run without collection until now, because there was no consent. */
  readonly isResumed: boolean
  readonly globalContext: ContextStore
  readonly user: ContextStore
}

export interface Rum {
  readonly session: SessionManager
  /** Runs `use` on what collects, if this session is collected. */
  collect<T>(use: (collection: Collection) => T): T | undefined
  /** After the user was set. */
  followUser(): void
  /** The user has withdrawn: nothing more is sent, and nothing stays behind. */
  readonly erase: Stop
}

/** The composition root: the session engine, and the event engine while the session is one to collect. */
export function startRum(deps: RumDeps): Rum {
  const { options, clock, user } = deps
  const session = startSessionManager({
    ...deps,
    storage: options.sessionStorage,
    rules: options.sessionRules,
    locks: navigator.locks,
    getUser: user.get,
    defaults: {
      release: options.version,
      environment: options.env,
      userAgent: navigator.userAgent,
    },
  })
  const stopKeeping = keepListeners()
  let collection: Collection | undefined
  let isFirst = true

  /** `true`: the session is collected without waiting for an error. A debug session always is. */
  function isOutright({ kind, record }: ReportedSession): boolean {
    return kind === 'debug' || !record || isSampled(record.session.sid, options.sessionSampleRate)
  }

  /** By session, so that one user's way is traced as a whole; a toss of its own where there is none. */
  function isTraced(): boolean {
    const found = session.find(clock.now())
    const key = found?.record?.session.sid ?? found?.id ?? createUuid()
    return isSampled(`${key}t`, options.tracingSampleRate)
  }

  function judge(reported: ReportedSession): Verdict {
    const { sid, errors } = reported.record?.session ?? { sid: '', errors: 0 }
    if (isOutright(reported)) {
      return 'send'
    }
    // Another toss of the coin, and always the same one.
    const isCandidate = isSampled(`${sid}e`, options.sessionOnErrorSampleRate)
    return isCandidate ? (errors > 0 ? 'send' : 'keep') : 'drop'
  }

  function isWanted(reported: ReportedSession | undefined): boolean {
    if (reported?.id === undefined) {
      // A page whose session ended keeps its decision; a page that never had a session is sampled by itself.
      return isFirst ? isSampled(createUuid(), options.sessionSampleRate) : Boolean(collection)
    }
    return judge(reported) !== 'drop'
  }

  function follow(reported: ReportedSession | undefined, resumedAt?: Timestamp): void {
    if (!isWanted(reported)) {
      collection?.stop()
      collection = undefined
    } else if (!collection) {
      collection = startCollection({ ...deps, session, judge, isOutright, isTraced, resumedAt })
    }
    isFirst = false
  }

  /** Another user's session is another one. */
  function followUser(): void {
    const known = user.get()
    const key = known['id'] || known['email']
    if (key) {
      const userHash = toHash(String(key)).toString(36)
      session.setUser(known, userHash, makeIds())
    }
  }

  const stopFollowing = session.changes.subscribe((change) => {
    follow(change.session, change.isCorrection ? undefined : change.at)
  })
  follow(session.find(clock.now()), deps.isResumed ? clock.now() : undefined)
  followUser()
  return {
    session,
    collect: (use) => collection && use(collection),
    followUser,
    erase() {
      stopKeeping()
      stopFollowing()
      collection?.erase()
      session.stop()
    },
  }
}
