import type {
  ApplicationIds,
  CreatedToken,
  RoleName,
  TokenList,
  UserList,
} from '../../../protocol/access.ts'
import type { Facets } from '../../../protocol/analytics.ts'
import type {
  Application,
  ApplicationList,
  ChangedApplication,
} from '../../../protocol/applications.ts'
import { getJson, send, sendJson } from './request.ts'

const toPath = (...parts: string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`

export const fetchApplications = (abort: AbortSignal): Promise<ApplicationList> =>
  getJson('/api/applications', { params: {}, abort })

const SEEN_MS = 7 * 86_400_000
const SEEN_MOST = 50

/** Ids of the applications that had sessions within a week, whoever declared them. */
export async function fetchSeenApplications(abort: AbortSignal): Promise<string[]> {
  const to = Date.now()
  const params = { from: to - SEEN_MS, to, keys: 'app_id', limit: SEEN_MOST }
  const { facets } = await getJson<Facets>('/api/sessions/facets', { params, abort })
  return (facets[0]?.values ?? []).map(({ value }) => value).filter((id) => id !== '')
}

export const createApplication = (id: string, hasToken: boolean): Promise<Application> =>
  sendJson('POST', '/api/applications', { id, has_token: hasToken })

export const changeApplication = (id: string, change: ChangedApplication): Promise<Response> =>
  send('PATCH', toPath('applications', id), change)

export const removeApplication = (id: string): Promise<Response> =>
  send('DELETE', toPath('applications', id))

export const addApplicationToken = (id: string): Promise<{ token: string }> =>
  sendJson('POST', toPath('applications', id, 'tokens'))

export const removeApplicationToken = (id: string, token: string): Promise<Response> =>
  send('DELETE', toPath('applications', id, 'tokens', token))

export const decideOthers = (maySend: boolean): Promise<Response> =>
  send('PATCH', '/api/applications', { others_may_send: maySend })

export interface Grant {
  role: RoleName
  applications: ApplicationIds
}

export const fetchUsers = (abort: AbortSignal): Promise<UserList> =>
  getJson('/api/users', { params: {}, abort })

export const createUser = (user: Grant & { name: string; password: string }): Promise<Response> =>
  send('POST', '/api/users', user)

export const changeUser = (
  name: string,
  change: Partial<Grant> & { password?: string },
): Promise<Response> => send('PATCH', toPath('users', name), change)

export const removeUser = (name: string): Promise<Response> => send('DELETE', toPath('users', name))

export const fetchTokens = (abort: AbortSignal): Promise<TokenList> =>
  getJson('/api/tokens', { params: {}, abort })

export const createToken = (
  token: Grant & { name: string; expires_days?: number },
): Promise<CreatedToken> => sendJson('POST', '/api/tokens', token)

export const revokeToken = (id: string): Promise<Response> => send('DELETE', toPath('tokens', id))
