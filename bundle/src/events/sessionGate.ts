import type { FieldsOf, Measurement } from '../../../protocol/measurements.ts'
import type { Observable } from '../core/observable.ts'
import { createObservable } from '../core/observable.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { MINUTE } from '../core/time.ts'
import type { AssembledEvent, Context } from './rawEvent.ts'

/** Properties of a session that the gate uses. */
interface EventSession {
  readonly id?: string | number | undefined
  readonly started?: Timestamp | undefined
  readonly kind: string
  /** Its own attributes. */
  readonly record?: { readonly tags: Context } | undefined
}

/** Decision about a session's events. `keep`: they wait, because an error may still cause them to be sent. */
export type Verdict = 'send' | 'keep' | 'drop'

export interface SessionGateDeps<Found extends EventSession> {
  readonly session: {
    find(time: Timestamp): Found | undefined
    /** Something will carry the id of now. */
    use(): void
    /** `true`: the session id is not final yet. The tabs have to agree, or the user has to consent. */
    isHeld(): boolean
    readonly settled: Observable<void>
  }
  readonly now: () => Timestamp
  readonly judge: (session: Found) => Verdict
  /** Returns further fields about the session for an event. */
  readonly toFields: (session: Found, measurement: Measurement) => FieldsOf<'view'>
}

export interface SessionGate {
  push(event: AssembledEvent): void
  /** Events with their session. */
  readonly passed: Observable<AssembledEvent>
  readonly stop: Stop
}

// A page that never hears of its user's consent must not fill its own memory.
const MAX_WAITING = 5000

/**
 * Stamps each event with the session at its start, as soon as that is certain, and holds it back until then.
 * Between two sessions nothing is collected.
 */
export function createSessionGate<Found extends EventSession>({
  session,
  now,
  judge,
  toFields,
}: SessionGateDeps<Found>): SessionGate {
  const passed = createObservable<AssembledEvent>()
  let waiting: { readonly event: AssembledEvent; readonly at: Timestamp }[] = []

  const toVerdict = (found: Found | undefined) => (found ? judge(found) : 'drop')

  function push(event: AssembledEvent): void {
    session.use()
    const isHeld = session.isHeld()
    const verdict = isHeld ? 'keep' : toVerdict(session.find(event.time))
    if (verdict === 'drop') {
      return
    }
    waiting.push({ event, at: now() })
    if (verdict === 'send') {
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
      const found = session.find(each.event.time)
      const verdict = toVerdict(found)
      if (verdict === 'send') {
        passed.notify(stamp(each.event, found as Found))
      } else if (verdict === 'keep' && each.at >= oldest) {
        waiting.push(each)
      }
    }
  }

  const stamp = (event: AssembledEvent, found: Found): AssembledEvent => ({
    ...event,
    tags: { ...event.tags, session_id: found.id?.toString(), session_sampling: 'true' },
    fields: {
      ...event.fields,
      session_started: found.started,
      session_debug: found.kind === 'debug' || undefined,
      session_manual: found.kind === 'manual' || undefined,
      ...toFields(found, event.measurement),
    },
    context: { ...found.record?.tags, ...event.context },
  })

  // When collection stops, the events so far are sent as far as their session is known.
  return { push, passed, stop: stopAll(session.settled.subscribe(passOn), passOn) }
}
