import type { EncodableEvent } from '../../bundle/src/transport/lineEncoder.ts'
import type { FieldsOf, Measurement, TagsOf } from '../../protocol/measurements.ts'
import type { Application } from './applications.ts'
import type { Week } from './calendar.ts'
import { versionAt } from './calendar.ts'
import type { Random } from './random.ts'
import type { Person, Visitor } from './visitors.ts'

/** Properties of a session that are known before its first event. */
export interface SessionPlan {
  readonly app: Application
  readonly week: Week
  /** ms since the epoch. */
  readonly start: number
  readonly visitor: Visitor
  readonly person?: Person | undefined
  /** Pages in the order of the visit, by their keys. */
  readonly journey: readonly string[]
  readonly type?: 'user' | 'synthetics'
  /** Id that a developer chose with `addDebugSession`. */
  readonly debugId?: string | undefined
  /** The visitor always tries to pay, and every payment during the outage fails. */
  readonly isStubborn?: boolean
}

export interface EventOptions<M extends Measurement> {
  readonly time: number
  readonly tags?: TagsOf<M>
  readonly fields?: FieldsOf<M>
  readonly context?: Readonly<Record<string, unknown>>
}

/** A session that is being made: its events so far, and the counts of its health. */
export interface DemoSession {
  readonly plan: SessionPlan
  readonly random: Random
  readonly events: readonly EncodableEvent[]
  readonly version: string
  errors: number
  hasCrashed: boolean
  add<M extends Measurement>(measurement: M, options: EventOptions<M>): void
  /** Health fields for a view line at `time`. The first has `session_init`. `isLast`: the session is over. */
  health(time: number, isLast: boolean): FieldsOf<'view'>
}

/** A final status outranks every earlier one: the highest `session_seq` wins. */
const FINAL = 1e13
const NS = 1e6

export function createSession(plan: SessionPlan, random: Random): DemoSession {
  const { app, week, start, visitor, person, debugId } = plan
  const events: EncodableEvent[] = []
  const id = debugId ?? random.uuid()
  const sid = random.hex(16)
  const page = random.hex(6)
  const version = versionAt(week, app.id, { time: start, isCached: random.isOne(0.1) })
  const isPro = random.isOne(0.2)
  const tags = {
    sdk_name: 'df_web_rum_sdk',
    sdk_version: '0.1.0',
    app_id: app.id,
    env: random.isOne(0.06) ? 'stage' : 'prod',
    service: app.service,
    version,
    source: 'browser',
    session_id: id,
    session_type: plan.type ?? 'user',
    is_signin: person ? 'T' : 'F',
    ...visitor.tags,
    ...person,
  }
  const started = { session_started: start, ...(debugId && { session_debug: true }) }
  let isFirst = true
  const session: DemoSession = {
    plan,
    random,
    events,
    version,
    errors: 0,
    hasCrashed: false,
    add(measurement, { time, tags: own, fields, context }) {
      events.push({
        measurement,
        time: Math.round(time),
        tags: { ...tags, ...own },
        fields: { ...started, event_id: `${page}-${events.length.toString(36)}`, ...fields },
        context: { plan: isPro ? 'pro' : 'free', ...context },
      })
    },
    health(time, isLast) {
      const duration = Math.round(time - start)
      const ended = isLast ? pickEnd(random) : 'ok'
      const status = session.hasCrashed ? 'crashed' : ended
      const health: FieldsOf<'view'> = {
        session_sid: sid,
        session_did: person?.userid,
        session_duration: duration * NS,
        session_status: status,
        session_errors: session.errors,
        session_init: isFirst,
        session_seq: status === 'ok' ? duration : FINAL + duration,
      }
      isFirst = false
      return health
    },
  }
  return session
}

/** A tab that is simply closed stays `ok` until its visitor comes back; a few tabs are killed. */
function pickEnd(random: Random): string {
  return random.pickWeighted([
    ['exited', 70],
    ['ok', 29.6],
    ['abnormal', 0.4],
  ])
}
