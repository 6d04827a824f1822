import { toSearch } from '../api/request.ts'

/** Pages that are no list of events; `part` is the rest of the path, such as the id of a dashboard. */
export type Section = 'dashboards' | 'releases' | 'alerts' | 'settings'

export type Route =
  | { page: Section; part: string | undefined }
  | { page: 'sessions' }
  | { page: 'session'; sessionId: string }
  | { page: 'user'; user: string }
  | { page: 'unknown' }

/** The explorer opens with the overview of the application. */
export const HOME_PATH = '/dashboards/overview'

const ONE = /^\/(sessions|users)\/([^/]+)\/?$/
const SECTION = /^\/(dashboards|releases|alerts|settings)(?:\/([^/]+))?\/?$/

/** Maps a raw (still escaped) path to a page. An id may contain any character, including `/` and `%`. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/' || pathname === '/sessions' || pathname === '/sessions/') {
    return { page: 'sessions' }
  }
  const section = SECTION.exec(pathname)
  if (section) {
    return { page: section[1] as Section, part: decode(section[2] ?? '') || undefined }
  }
  const [, kind, escaped = ''] = ONE.exec(pathname) ?? []
  const id = decode(escaped)
  if (!id) {
    return { page: 'unknown' }
  }
  return kind === 'users' ? { page: 'user', user: id } : { page: 'session', sessionId: id }
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

/** Path of the page of one user, by id, name or e-mail address. */
export function toUserPath(user: string, appId?: string): string {
  return `/users/${encodeURIComponent(user)}${toSearch({ app_id: appId })}`
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // the URL ends inside an escape
  }
}
