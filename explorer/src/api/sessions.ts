import type { SessionDetail } from '../../../protocol/query.ts'
import { getJson } from './request.ts'

/** One page of a list. */
export interface ListPageRequest {
  limit: number
  /** `next_cursor` of the previous page; absent for the first page. */
  cursor: string | undefined
  abort: AbortSignal
}

export interface SessionKey {
  appId: string
  sessionId: string
}

export function fetchSession(key: SessionKey, page: ListPageRequest): Promise<SessionDetail> {
  const { limit, cursor, abort } = page
  return getJson(`/api/sessions/${encodeURIComponent(key.sessionId)}`, {
    params: { app_id: key.appId, limit, cursor },
    abort,
  })
}
