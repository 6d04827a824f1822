import type {
  ActionGroups,
  Count,
  ErrorGroupDetail,
  ErrorGroups,
  Facets,
  Histogram,
  LongTaskGroups,
  Releases,
  ResourceGroups,
  Values,
  ViewGroups,
  VitalGroups,
} from '../../../protocol/analytics.ts'
import type { EventList, FoundEvent, SessionList } from '../../../protocol/query.ts'
import type { ListType } from '../models/explorer/listType.ts'
import { toEventType } from '../models/explorer/listType.ts'
import { getJson } from './request.ts'

/** A question to the collector: equal keys have equal answers. */
export interface Question<Answer> {
  key: readonly unknown[]
  fetch(abort: AbortSignal): Promise<Answer>
}

/** Range, application and search that all panels of a screen share. */
export interface Scope {
  list: ListType
  /** ms since the epoch. */
  from: number
  /** ms since the epoch; absent for an open end. */
  to?: number
  appId: string | undefined
  query: string
}

type Params = Record<string, string | number | undefined>

function ask<Answer>(path: string, params: Params = {}): Question<Answer> {
  return {
    key: [path, params],
    fetch: (abort) => getJson<Answer>(path, { params, abort }),
  }
}

/** Sessions have routes of their own; every other list is a type of event. */
function toPath({ list }: Scope, name: string): string {
  return `/api/${list === 'sessions' ? 'sessions' : 'events'}${name}`
}

function toParams({ list, from, to, appId, query }: Scope): Params {
  return { from, to, app_id: appId, query: query.trim(), type: toEventType(list) }
}

export interface PageParams {
  limit: number
  /** `next_cursor` of the previous page; absent for the first page. */
  cursor?: string | undefined
}

/** Sessions in an order such as `-session_start`. */
export function askSessions(
  scope: Scope,
  { sort, limit, cursor }: PageParams & { sort?: string | undefined },
): Question<SessionList> {
  return ask('/api/sessions', { ...toParams(scope), sort, limit, cursor })
}

/** Events of the list's type, newest first. */
export function askEvents(scope: Scope, { limit, cursor }: PageParams): Question<EventList> {
  return ask('/api/events', { ...toParams(scope), limit, cursor })
}

/** One event with its texts whole, by the `whole` of a list. */
export function askWholeEvent(whole: string): Question<FoundEvent> {
  return ask(`/api/events/${encodeURIComponent(whole)}`)
}

export function askCount(scope: Scope): Question<Count> {
  return ask(toPath(scope, '/count'), toParams(scope))
}

/** `interval`: width of a bucket in ms; the collector draws 1,000 buckets at most. */
export function askHistogram(scope: Scope, interval: number): Question<Histogram> {
  return ask(toPath(scope, '/histogram'), { ...toParams(scope), interval })
}

/** `keys`: 20 at most, each once. */
export function askFacets(
  scope: Scope,
  { keys, limit }: { keys: readonly string[]; limit: number },
): Question<Facets> {
  return ask(toPath(scope, '/facets'), { ...toParams(scope), keys: keys.join(','), limit })
}

/** Values of a key that begin with a text, most frequent first. */
export function askValues(
  scope: Scope,
  { key, prefix, limit }: { key: string; prefix: string; limit: number },
): Question<Values> {
  return ask('/api/values', { ...toParams(scope), key, prefix, limit })
}

interface GroupParams {
  /** Key without a minus, because groups always begin with the largest value. */
  sort?: string | undefined
  limit: number
}

function askGroups<Answer>(
  path: string,
  scope: Scope,
  { sort, limit }: GroupParams,
): Question<Answer> {
  const { type: _type, ...params } = toParams(scope)
  return ask(path, { ...params, sort, limit })
}

export const askViewGroups = (scope: Scope, params: GroupParams): Question<ViewGroups> =>
  askGroups('/api/views', scope, params)
export const askActionGroups = (scope: Scope, params: GroupParams): Question<ActionGroups> =>
  askGroups('/api/actions', scope, params)
export const askResourceGroups = (scope: Scope, params: GroupParams): Question<ResourceGroups> =>
  askGroups('/api/resources', scope, params)
export const askLongTaskGroups = (scope: Scope, params: GroupParams): Question<LongTaskGroups> =>
  askGroups('/api/long-tasks', scope, params)
export const askErrorGroups = (scope: Scope, params: GroupParams): Question<ErrorGroups> =>
  askGroups('/api/errors', scope, params)
export const askVitals = (scope: Scope, limit: number): Question<VitalGroups> =>
  askGroups('/api/vitals', scope, { limit })
export const askReleases = (scope: Scope, limit: number): Question<Releases> =>
  askGroups('/api/releases', scope, { limit })

export function askErrorGroup(
  scope: Scope,
  { fingerprint, ...page }: PageParams & { fingerprint: string },
): Question<ErrorGroupDetail> {
  const { type: _type, ...params } = toParams(scope)
  return ask(`/api/errors/${fingerprint}`, { ...params, ...page })
}
