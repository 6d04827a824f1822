import type { Clock } from '../core/clock.ts'
import { createUuid } from '../core/ids.ts'
import type { Stop } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import type { ContextStore } from '../events/contexts.ts'
import type { SamplingDecision } from '../events/sessionGate.ts'
import { isSampled } from '../session/sampling.ts'
import type { ReportedSession, SessionEngine } from '../session/startSession.ts'
import { startSession } from '../session/startSession.ts'
import type { Options } from './options.ts'
import type { Collection } from './startCollection.ts'
import { startCollection } from './startCollection.ts'

export interface RumDeps {
  readonly options: Options
  readonly clock: Clock
  /** The user has consented already. */
  readonly isGranted: boolean
  /** Collection starts in the middle of the page, because consent came late. */
  readonly isResumed: boolean
  readonly globalContext: ContextStore
  readonly user: ContextStore
}

export interface Rum {
  readonly session: SessionEngine
  /** Runs `use` on the collection, if this session is collected. */
  collect<T>(use: (collection: Collection) => T): T | undefined
  /** The user has withdrawn consent: stops, sends nothing more and deletes what is stored. */
  readonly erase: Stop
}

/** The composition root: the session engine, and the event engine while the session is collected. */
export function startRum(deps: RumDeps): Rum {
  const { options, clock, user } = deps
  const session = startSession({
    ...deps,
    storage: options.sessionStorage,
    rules: options.sessionRules,
    locks: navigator.locks,
    getUser: user.peek,
    defaults: {
      release: options.version,
      environment: options.env,
      userAgent: navigator.userAgent,
    },
    isCollected: (reported) => decideSampling(reported) === 'send',
  })
  let collection: Collection | undefined
  let isFirst = true

  /** Returns whether the session is collected without waiting for an error. */
  function isSampledIn({ kind, record }: ReportedSession): boolean {
    return kind === 'debug' || !record || isSampled(record.session.sid, options.sessionSampleRate)
  }

  /** By session, so that all requests of a user are traced, or none. Without a session, by chance. */
  function isTraced(): boolean {
    const found = session.find(clock.now())
    const key = found?.sid ?? found?.id ?? createUuid()
    return isSampled(`${key}t`, options.tracingSampleRate)
  }

  function decideSampling(reported: ReportedSession): SamplingDecision {
    const { sid, errors } = reported.record?.session ?? { sid: '', errors: 0 }
    if (isSampledIn(reported)) {
      return 'send'
    }
    // A second decision, as stable as the first.
    const isCandidate = isSampled(`${sid}e`, options.sessionOnErrorSampleRate)
    return isCandidate ? (errors > 0 ? 'send' : 'keep') : 'drop'
  }

  function isWanted(reported: ReportedSession | undefined): boolean {
    if (reported?.id === undefined) {
      // Without a session, the page goes on as it was; one that never had a session is sampled by chance.
      return isFirst ? isSampled(createUuid(), options.sessionSampleRate) : Boolean(collection)
    }
    return decideSampling(reported) !== 'drop'
  }

  function follow(reported: ReportedSession | undefined, resumedAt?: Timestamp): void {
    if (!isWanted(reported)) {
      collection?.stop()
      collection = undefined
    } else if (!collection) {
      collection = startCollection({
        ...deps,
        session,
        decideSampling,
        isSampledIn,
        isTraced,
        resumedAt,
      })
    }
    isFirst = false
  }

  const stopFollowing = session.changes.subscribe((change) => {
    follow(change.session, change.isCorrection ? undefined : change.at)
  })
  follow(session.find(clock.now()), deps.isResumed ? clock.now() : undefined)
  session.followUser()
  return {
    session,
    collect: (use) => collection && use(collection),
    erase() {
      stopFollowing()
      collection?.erase()
      session.stop()
    },
  }
}
