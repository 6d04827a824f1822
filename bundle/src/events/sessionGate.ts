import type { FieldsOf, Measurement } from '../../../protocol/measurements.ts'
import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { MINUTE } from '../core/time.ts'
import { toUserContribution, toUserKey } from './contexts.ts'
import type { AssembledEvent, Context } from './rawEvent.ts'

/** The part of a session that the gate needs. */
interface EventSession {
  readonly id?: string | number | undefined
  readonly started?: Timestamp | undefined
  readonly kind: string
  readonly record?: { readonly context?: SessionContext | undefined } | undefined
}

/** Given to `startSession`: belongs to every event of the session. */
interface SessionContext {
  readonly user?: Context | undefined
  readonly release?: string | undefined
  readonly environment?: string | undefined
  readonly tags?: Context | undefined
}

/** `keep`: the session's events are kept for a minute, in case an error asks for them. */
export type SamplingDecision = 'send' | 'keep' | 'drop'

export interface SessionGateDeps<Found extends EventSession> {
  readonly session: {
    find(time: Timestamp): Found | undefined
    /** An event of `time` will carry the id. */
    use(time: Timestamp): void
    /** Returns whether the id of now may still change: the tabs have to agree, or the user to consent. */
    isHeld(): boolean
    readonly settled: Observable<void>
  }
  readonly now: () => Timestamp
  readonly decideSampling: (session: Found) => SamplingDecision
  /** Returns whether the session lets such an event go now. Otherwise `settled` follows. */
  readonly isReady: (session: Found, measurement: Measurement) => boolean
  /** Returns more fields that the session adds. */
  readonly toFields: (session: Found, measurement: Measurement) => FieldsOf<'view'>
}

export interface SessionGate {
  push(event: AssembledEvent): void
  /** Events with their session. */
  readonly passed: Observable<AssembledEvent>
  readonly stop: Stop
}

// A page that never gets its user's consent must not fill its own memory.
const MAX_WAITING = 5000

/**
 * Stamps each event with the session at its start, as soon as that is certain, and holds it back until then.
 * Drops events between two sessions.
 */
export function createSessionGate<Found extends EventSession>({
  session,
  now,
  decideSampling,
  isReady,
  toFields,
}: SessionGateDeps<Found>): SessionGate {
  const passed = createObservable<AssembledEvent>()
  let waiting: { readonly event: AssembledEvent; readonly at: Timestamp }[] = []

  function decideAt(time: Timestamp): SamplingDecision {
    const found = session.find(time)
    return found ? decideSampling(found) : 'drop'
  }

  function push(event: AssembledEvent): void {
    session.use(event.time)
    const isHeld = session.isHeld()
    const decision = isHeld ? 'keep' : decideAt(event.time)
    if (decision === 'drop') {
      return
    }
    waiting.push({ event, at: now() })
    if (decision === 'send') {
      passOn()
    }
    const oldest = isHeld ? 0 : now() - MINUTE
    waiting = waiting.filter(({ at }) => at >= oldest).slice(-MAX_WAITING)
  }

  function passOn(): void {
    const before = waiting
    const oldest = now() - MINUTE
    waiting = []
    for (const each of before) {
      const { event, at } = each
      const found = session.find(event.time)
      const decision = found ? decideSampling(found) : 'drop'
      if (found && decision === 'send' && isReady(found, event.measurement)) {
        passed.notify(stamp(event, found))
      } else if (decision === 'send' || (decision === 'keep' && at >= oldest)) {
        waiting.push(each)
      }
    }
  }

  function stamp(event: AssembledEvent, found: Found): AssembledEvent {
    const { id, started, kind, record } = found
    const { user, release, environment, tags } = record?.context ?? {}
    // An event of the same user may know more of them than the session.
    const isOther = user && toUserKey(user) !== (event.tags['userid'] || event.tags['user_email'])
    const known = isOther ? toUserContribution(user) : undefined
    return {
      ...event,
      tags: {
        ...event.tags,
        ...known?.tags,
        ...(release && { version: release }),
        ...(environment && { env: environment }),
        session_id: id?.toString(),
        session_sampling: 'true',
      },
      fields: {
        ...event.fields,
        ...known?.fields,
        session_started: started,
        session_debug: kind === 'debug' || undefined,
        session_manual: kind === 'manual' || undefined,
        ...toFields(found, event.measurement),
      },
      context: { ...tags, ...known?.context, ...event.context },
    }
  }
  // Collection ends with the session: what is certain is sent.
  return { push, passed, stop: stopAll(session.settled.subscribe(passOn), passOn) }
}
