import { toSearch } from '../api/request.ts'

export type Route =
  | { page: 'sessions' }
  | { page: 'session'; sessionId: string }
  | { page: 'unknown' }

const SESSION = /^\/sessions\/([^/]+)\/?$/

/** Which page a raw (still escaped) path means. A session id may hold any character, `/` and `%` included. */
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

/** Session ids are unique within one application only. */
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
    return undefined // a URL that was cut in the middle of an escape
  }
}
