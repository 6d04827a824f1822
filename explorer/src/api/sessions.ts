import type { SessionDetail, SessionList } from '../../../protocol/query.ts'
import { getJson } from './request.ts'

/** One page of a list. */
export interface ListPageRequest {
  limit: number
  /** `next_cursor` of the previous page; absent for the first page. */
  cursor: string | undefined
  abort: AbortSignal
}

export interface SessionsQuery {
  /** ms since the epoch. */
  from: number
  /** ms since the epoch; absent for an open end. */
  to: number | undefined
  /** One application; absent for all. */
  appId: string | undefined
}

export interface SessionKey {
  appId: string
  sessionId: string
}

export function fetchSessions(query: SessionsQuery, page: ListPageRequest): Promise<SessionList> {
  const { from, to, appId } = query
  const { limit, cursor, abort } = page
  return getJson('/api/sessions', {
    params: { from, to, app_id: appId, limit, cursor },
    abort,
  })
}

export function fetchSession(key: SessionKey, page: ListPageRequest): Promise<SessionDetail> {
  const { limit, cursor, abort } = page
  return getJson(`/api/sessions/${encodeURIComponent(key.sessionId)}`, {
    params: { app_id: key.appId, limit, cursor },
    abort,
  })
}
