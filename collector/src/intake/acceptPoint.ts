import { ID_CHARACTERS, LIMITS } from '../../../protocol/limits.ts'
import { setEntry } from '../core/record.ts'
import type { AcceptedPoint } from '../store/acceptedPoint.ts'
import { BEFORE_SESSION_MS } from '../store/acceptedPoint.ts'
import type { EventPoint } from './intakeForm.ts'
import type { UserAgentTags } from './userAgent.ts'

export interface Arrival {
  /** ms since the epoch. */
  receivedAt: number
  userAgentTags: UserAgentTags
  retentionDays: number
  /** Everything else that the request tells, by the name under which it is kept. */
  tells: Readonly<Record<string, string | boolean>>
}

const MILLISECONDS_PER_DAY = 86_400_000
/** How far a client's clock may run ahead: what the outbox of another clock could have kept for as long. */
const MAX_AHEAD_DAYS = 7

/** Tags that describe one thing belong together: a version is never added to another parser's name. */
const USER_AGENT_GROUPS = [
  ['browser', 'browser_version', 'browser_version_major'],
  ['os', 'os_version', 'os_version_major'],
  ['device'],
] as const

/** Completes a decoded point with what its arrival tells, or says why it is refused. */
export function acceptPoint(point: EventPoint, arrival: Arrival): AcceptedPoint | string {
  const { measurement, tags, fields } = point
  const tagNames = Object.keys(tags)
  if (tagNames.length > LIMITS.tagCount) {
    return `more than ${LIMITS.tagCount} tags`
  }
  const fieldNames = Object.keys(fields)
  if (fieldNames.length > LIMITS.fieldCount) {
    return `more than ${LIMITS.fieldCount} fields`
  }
  if (tagNames.some(isLongKey) || fieldNames.some(isLongKey)) {
    return `a key is longer than ${LIMITS.keyBytes} bytes`
  }
  const longId = ASKED_IDS.find((id) => isLongId(tags[id]) || isLongId(fields[id]))
  if (longId !== undefined) {
    return `${longId} has more than ${ID_CHARACTERS} characters`
  }
  const { receivedAt, retentionDays, tells } = arrival
  const { time, nanoseconds } = point
  // Each by its name: copying an object that came from elsewhere takes ten times as long.
  const accepted: AcceptedPoint = {
    measurement,
    tags,
    fields,
    time,
    receivedAt,
    retentionDays,
    arrival: tells,
  }
  if (nanoseconds !== undefined) {
    accepted.nanoseconds = nanoseconds
  }
  limitTime(accepted, arrival)
  limitToSession(accepted)
  noteDrift(accepted)
  addUserAgentTags(accepted, arrival.userAgentTags)
  return accepted
}

/** Ids by which stored data is found, opened and erased. Longer ones would be alike where they are cut. */
const ASKED_IDS = ['app_id', 'session_id', 'userid', 'view_id', 'event_id'] as const

function isLongId(value: unknown): boolean {
  return typeof value === 'string' && value.length > ID_CHARACTERS
}

function isLongKey(key: string): boolean {
  // A character has three bytes at most (four for two): short keys are not measured.
  return key.length * 3 > LIMITS.keyBytes && Buffer.byteLength(key) > LIMITS.keyBytes
}

/**
 * Keeps one event with a wrong clock from stretching its session over years: a time that cannot be becomes
 * the day of arrival. A whole day, so that a copy sent a minute later gets the same time and is recognised
 * as a copy; the client's own time stays beside it.
 */
function limitTime(point: AcceptedPoint, { receivedAt, retentionDays }: Arrival): void {
  const today = Math.floor(receivedAt / MILLISECONDS_PER_DAY) * MILLISECONDS_PER_DAY
  const earliest = today - (retentionDays - 1) * MILLISECONDS_PER_DAY // older ones are deleted on arrival
  const latest = today + MAX_AHEAD_DAYS * MILLISECONDS_PER_DAY
  if (point.time < earliest || point.time > latest) {
    point.fields = { ...point.fields, client_time: point.time }
    point.time = today
  }
}

/** No automatic session lasts longer. */
const AFTER_SESSION_START_MS = MILLISECONDS_PER_DAY

/**
 * An event far outside of its own session has a wrong clock: it is moved to the session's nearest end, or it
 * would stretch the session over days. The start comes from the same browser and never changes, so every copy
 * is moved to the same place. Manual and debug sessions last as long as somebody wants.
 */
function limitToSession(point: AcceptedPoint): void {
  const {
    session_started: started,
    session_manual: isManual,
    session_debug: isDebug,
  } = point.fields
  if (typeof started !== 'number' || !isNear(started, point.receivedAt, point.retentionDays)) {
    return
  }
  const earliest = started - BEFORE_SESSION_MS
  const latest =
    isManual === true || isDebug === true
      ? Number.POSITIVE_INFINITY
      : started + AFTER_SESSION_START_MS
  const time = Math.min(Math.max(point.time, earliest), latest)
  if (time !== point.time) {
    point.fields = { client_time: point.time, ...point.fields }
    point.time = time
  }
}

/** A start that cannot be says nothing about the events. */
function isNear(started: number, receivedAt: number, retentionDays: number): boolean {
  return (
    Number.isSafeInteger(started) &&
    started > receivedAt - retentionDays * MILLISECONDS_PER_DAY &&
    started < receivedAt + MAX_AHEAD_DAYS * MILLISECONDS_PER_DAY
  )
}

/**
 * The SDK may tell how far the browser's clock is off. Where it does not, an event from the future tells the
 * least that it must be. Beside the point: a copy that arrives later would have another.
 */
function noteDrift(point: AcceptedPoint): void {
  const ahead = Number(point.fields['client_time'] ?? point.time) - point.receivedAt
  if (ahead > 0 && Number.isFinite(ahead)) {
    point.arrival = { drift: ahead, ...point.arrival }
  }
}

function addUserAgentTags(point: AcceptedPoint, userAgentTags: UserAgentTags): void {
  for (const group of USER_AGENT_GROUPS) {
    if (group.some((name) => name in point.tags || name in point.fields)) {
      continue // the SDK's own statement is nearer to the truth
    }
    for (const name of group) {
      const value = userAgentTags[name]
      if (value !== undefined) {
        setEntry(point.tags, name, value)
      }
    }
  }
}
