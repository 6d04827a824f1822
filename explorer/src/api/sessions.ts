import type { SessionDetail, SessionList } from '../../../protocol/query.ts'
import { getJson } from './request.ts'

/** One page of a list. */
export interface PageRequest {
  limit: number
  /** `next_cursor` of the page before; none for the first. */
  cursor: string | undefined
  abort: AbortSignal
}

export interface SessionsQuery {
  /** ms since the epoch. */
  from: number
  /** No end where absent. */
  to: number | undefined
  /** One application; all of them where absent. */
  appId: string | undefined
}

export interface SessionKey {
  appId: string
  sessionId: string
}

export function fetchSessions(query: SessionsQuery, page: PageRequest): Promise<SessionList> {
  const { from, to, appId } = query
  const { limit, cursor, abort } = page
  return getJson('/api/sessions', {
    params: { from, to, app_id: appId, limit, cursor },
    abort,
  })
}

export function fetchSession(key: SessionKey, page: PageRequest): Promise<SessionDetail> {
  const { limit, cursor, abort } = page
  return getJson(`/api/sessions/${encodeURIComponent(key.sessionId)}`, {
    params: { app_id: key.appId, limit, cursor },
    abort,
  })
}
