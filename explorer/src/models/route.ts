import { toSearch } from '../api/request.ts'

export type Route =
  | { page: 'sessions' }
  | { page: 'session'; sessionId: string }
  | { page: 'unknown' }

const SESSION = /^\/sessions\/([^/]+)\/?$/

/** Maps a raw (still escaped) path to a page. A session id may contain any character, including `/` and `%`. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/' || pathname === '/sessions' || pathname === '/sessions/') {
    return { page: 'sessions' }
  }
  const escaped = SESSION.exec(pathname)?.[1]
  const sessionId = escaped === undefined ? undefined : decode(escaped)
  return sessionId === undefined ? { page: 'unknown' } : { page: 'session', sessionId }
}

interface SessionIds {
  app_id: string
  session_id: string
}

/** Returns a unique key of a session: ids are unique only within one application. */
export function toRowKey({ app_id, session_id }: SessionIds): string {
  return `${app_id}/${session_id}`
}

export function toSessionPath({ app_id, session_id }: SessionIds): string {
  return `/sessions/${encodeURIComponent(session_id)}${toSearch({ app_id })}`
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // the URL ends inside an escape
  }
}
