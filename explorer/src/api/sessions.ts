import type {
  FoundEvent,
  SessionDetail,
  SessionEvent,
  SessionJourney,
  SessionSummary,
} from '../../../protocol/query.ts'
import { getJson } from './request.ts'

export interface SessionKey {
  appId: string
  sessionId: string
}

/** Events of a session, with the session as it was when they were read. */
export interface SessionPage {
  session: SessionSummary
  rows: readonly SessionEvent[]
  nextCursor: string | undefined
}

/** Few at first, for a quick picture; then as many as one answer has. */
const FIRST_EVENTS = 500
const MORE_EVENTS = 2000

/** Key of the pages of a session. */
export const toPagesKey = ({ appId, sessionId }: SessionKey): string =>
  `session ${JSON.stringify([appId, sessionId])}`

export async function fetchSessionPage(
  { appId, sessionId }: SessionKey,
  cursor: string | undefined,
  abort: AbortSignal,
): Promise<SessionPage> {
  const path = `/api/sessions/${encodeURIComponent(sessionId)}`
  const params = { app_id: appId, limit: cursor === undefined ? FIRST_EVENTS : MORE_EVENTS, cursor }
  const detail = await getJson<SessionDetail>(path, { params, abort })
  return { session: detail.session, rows: detail.events, nextCursor: detail.next_cursor }
}

/** Fetches the numbers of a session, for whoever waits for a change. */
export async function fetchSessionSummary(
  { appId, sessionId }: SessionKey,
  abort: AbortSignal,
): Promise<SessionSummary> {
  const path = `/api/sessions/${encodeURIComponent(sessionId)}`
  const params = { app_id: appId, limit: 1 }
  return (await getJson<SessionDetail>(path, { params, abort })).session
}

/** Fetches all events of a session at once, with what its picture shows of them. */
export function fetchSessionJourney(
  { appId, sessionId }: SessionKey,
  abort: AbortSignal,
): Promise<SessionJourney> {
  const path = `/api/sessions/${encodeURIComponent(sessionId)}/journey`
  return getJson(path, { params: { app_id: appId }, abort })
}

/** Fetches an event with its texts whole, by its `whole`. */
export function fetchWholeEvent(id: string, abort: AbortSignal): Promise<FoundEvent> {
  return getJson(`/api/events/${encodeURIComponent(id)}`, { params: {}, abort })
}
