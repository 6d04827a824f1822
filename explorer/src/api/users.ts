import type { ErasureList } from '../../../protocol/access.ts'
import type {
  Count,
  ErrorGroup,
  ErrorGroups,
  Facets,
  FacetValue,
  Histogram,
} from '../../../protocol/analytics.ts'
import type { SessionList, SessionSummary } from '../../../protocol/query.ts'
import { ALL_TIME } from '../models/time/range.ts'
import type { Page } from '../queries/usePages.ts'
import { getJson, sendJson } from './request.ts'

/** Part of the data that a user's page is about. */
export interface UserQuestion {
  /** Term of the search that finds the user. */
  query: string
  appId: string | undefined
  /** ms since the epoch. */
  from: number
  to: number
}

const PAGE_ROWS = 50
const ERRORS = 20
const DAY_MS = 86_400_000

function toParams({ query, appId, from, to }: UserQuestion) {
  return { query, app_id: appId, from, to }
}

export const USER_KEYS = ['userid', 'user_name', 'user_email'] as const
export const DEVICE_KEYS = ['browser', 'os', 'device'] as const
type FactKey = (typeof USER_KEYS)[number] | (typeof DEVICE_KEYS)[number]

/** Everything that is known of a user, from the first session on. */
export interface UserFacts {
  sessions: number
  /** Absent if there are none. */
  first: SessionSummary | undefined
  last: SessionSummary | undefined
  values: ReadonlyMap<FactKey, readonly FacetValue[]>
}

export async function fetchUserFacts(
  { query, appId, to }: UserQuestion,
  abort: AbortSignal,
): Promise<UserFacts> {
  const params = toParams({ query, appId, from: ALL_TIME, to })
  const list = (sort: string): Promise<SessionList> =>
    getJson('/api/sessions', { params: { ...params, sort, limit: 1 }, abort })
  const keys = [...USER_KEYS, ...DEVICE_KEYS]
  const [count, first, last, { facets }] = await Promise.all([
    getJson<Count>('/api/sessions/count', { params, abort }),
    list('session_start'),
    list('-session_start'),
    getJson<Facets>('/api/sessions/facets', {
      params: { ...params, keys: keys.join(','), limit: 10 },
      abort,
    }),
  ])
  return {
    sessions: count.count,
    first: first.sessions[0],
    last: last.sessions[0],
    values: new Map(facets.map(({ key, values }) => [key as FactKey, values])),
  }
}

/** Sessions of each day, on the days of a time zone. */
export function fetchUserDays(
  question: UserQuestion,
  zone: string,
  abort: AbortSignal,
): Promise<Histogram> {
  const params = { ...toParams(question), interval: DAY_MS, zone }
  return getJson('/api/sessions/histogram', { params, abort })
}

export async function fetchUserSessions(
  question: UserQuestion,
  cursor: string | undefined,
  abort: AbortSignal,
): Promise<Page<SessionSummary>> {
  const params = { ...toParams(question), limit: PAGE_ROWS, cursor }
  const answer = await getJson<SessionList>('/api/sessions', { params, abort })
  return { rows: answer.sessions, nextCursor: answer.next_cursor }
}

/** Errors that the user met, the most frequent first. */
export async function fetchUserErrors(
  question: UserQuestion,
  abort: AbortSignal,
): Promise<readonly ErrorGroup[]> {
  const params = { ...toParams(question), sort: 'count', limit: ERRORS }
  return (await getJson<ErrorGroups>('/api/errors', { params, abort })).groups
}

export interface ErasedUser {
  userid: string
  /** Every application if absent. */
  app_id?: string
}

/** Deletes all sessions of a user. Resolves when they are gone from the disk, which takes seconds on large days. */
export function eraseUser(user: ErasedUser): Promise<{ sessions: number; events: number }> {
  return sendJson('POST', '/api/erasures', user)
}

/** Sessions that would be deleted. */
export function countErased(
  { query, appId, to }: UserQuestion,
  abort: AbortSignal,
): Promise<Count> {
  const params = toParams({ query, appId, from: ALL_TIME, to })
  return getJson('/api/sessions/count', { params, abort })
}

/** Erasures that are not finished, for their progress. */
export function fetchErasures(abort: AbortSignal): Promise<ErasureList> {
  return getJson('/api/erasures', { params: {}, abort })
}
