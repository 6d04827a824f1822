import type {
  Count,
  Distribution,
  Facets,
  FacetValue,
  Histogram,
  Values,
  VitalGroups,
} from '../../../../protocol/analytics.ts'
import { FAILED_STATUSES } from '../../../../protocol/logStatus.ts'
import type { EventList, SessionList } from '../../../../protocol/query.ts'
import { getJson } from '../../api/request.ts'
import type { HistogramBucket } from '../../components/histogram.tsx'
import type { ExplorerState } from '../../models/explorer/explorerState.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { toPresetSort } from '../../models/fields/columns.ts'
import { removeChoices, setNumberRange } from '../../models/fields/facets.ts'
import { addTerm } from '../../models/search/editSearch.ts'
import type { TimeWindow } from '../../models/time/range.ts'
import { toInterval, toRangeParams } from '../../models/time/range.ts'
import { toZoneName } from '../../models/time/zone.ts'
import { afterRows, askFirst } from '../../queries/rowsFirst.ts'
import type { Page } from '../../queries/usePages.ts'

type Params = Record<string, string | number | undefined>

/** One search in one time window, which all panels of a screen share. */
export interface Question {
  state: ExplorerState
  window: TimeWindow
}

/** Path of the endpoints that count the rows of a list. */
export function toRoot({ list }: ExplorerState): string {
  return list === 'sessions' ? '/api/sessions' : '/api/events'
}

export function toParams({ state, window }: Question, query: string = state.query): Params {
  return {
    ...toRangeParams(state.range, window),
    app_id: state.appId,
    query: query.trim() || undefined,
    type: toEventType(state.list),
  }
}

const PAGE_ROWS = 100
/** Limit of the collector for groups. */
export const GROUP_ROWS = 500

const GROUP_PATHS: Partial<Record<ExplorerState['list'], string>> = {
  views: '/api/views',
  actions: '/api/actions',
  errors: '/api/errors',
  resources: '/api/resources',
  longTasks: '/api/long-tasks',
}

export function fetchRowsPage(
  question: Question,
  cursor: string | undefined,
  abort: AbortSignal,
): Promise<Page<object>> {
  const ask = () => fetchRows(question, cursor, abort)
  return cursor === undefined ? askFirst(ask) : ask()
}

async function fetchRows(
  question: Question,
  cursor: string | undefined,
  abort: AbortSignal,
): Promise<Page<object>> {
  const { state } = question
  const params = { ...toParams(question), limit: PAGE_ROWS, cursor }
  if (state.isGrouped) {
    return fetchGroups(question, abort)
  }
  if (state.list === 'sessions') {
    const sort = state.sort ?? toPresetSort(state)
    const answer = await getJson<SessionList>('/api/sessions', {
      params: { ...params, sort },
      abort,
    })
    return { rows: answer.sessions, nextCursor: answer.next_cursor }
  }
  const answer = await getJson<EventList>('/api/events', { params, abort })
  return { rows: answer.events, nextCursor: answer.next_cursor }
}

async function fetchGroups(question: Question, abort: AbortSignal): Promise<Page<object>> {
  const { state } = question
  const { type: _, ...params } = toParams(question)
  const path = GROUP_PATHS[state.list] ?? ''
  const sort = (state.sort ?? toPresetSort(state)).replace(/^-/, '')
  const ask = { params: { ...params, sort, limit: GROUP_ROWS }, abort }
  const answer = await getJson<{ groups: object[] }>(path, ask)
  const rows =
    state.list === 'views' ? await addVitals(answer.groups, params, abort) : answer.groups
  return { rows, nextCursor: undefined }
}

/** The vitals of a path are another question; a group without an answer shows no vitals. */
async function addVitals(groups: object[], params: Params, abort: AbortSignal): Promise<object[]> {
  const ask = { params: { ...params, limit: GROUP_ROWS }, abort }
  const { groups: vitals } = await getJson<VitalGroups>('/api/vitals', ask)
  const byPath = new Map(vitals.map((group) => [group.view_path_group, group]))
  return groups.map((group) => ({
    ...byPath.get((group as { view_path_group: string }).view_path_group),
    ...group,
  }))
}

export async function fetchCount(question: Question, abort: AbortSignal): Promise<Count> {
  await afterRows(abort)
  return getJson(`${toRoot(question.state)}/count`, { params: toParams(question), abort })
}

export interface StackedHistogram {
  intervalMs: number
  buckets: HistogramBucket[]
}

const MAX_BUCKETS = 96

/** Searches for the rows of a list that have errors or are errors. */
const ERROR_TERMS: Partial<Record<ExplorerState['list'], string>> = {
  sessions: 'session_error_count:>0',
  logs: `status:(${FAILED_STATUSES.join(' OR ')})`,
}

/** True of lists whose histogram shows errors apart. */
export const hasErrorBars = (list: ExplorerState['list']): boolean => list in ERROR_TERMS

/** Counts over time; of sessions and logs also those with errors, of sessions those that crashed. */
export async function fetchHistogram(
  question: Question,
  abort: AbortSignal,
): Promise<StackedHistogram> {
  await afterRows(abort)
  const { state, window } = question
  const interval = toInterval(window, MAX_BUCKETS)
  const ask = (query: string): Promise<Histogram> =>
    getJson(`${toRoot(state)}/histogram`, {
      // Closed at both ends: an open end has no last bucket.
      params: {
        ...toParams(question, query),
        from: window.from,
        to: window.to,
        interval,
        zone: toZoneName(state.zone),
      },
      abort,
    })
  const errorTerm = ERROR_TERMS[state.list]
  const hasCrashes = state.list === 'sessions'
  const [all, errored, crashed] = await Promise.all([
    ask(state.query),
    errorTerm ? ask(addTerm(state.query, errorTerm)) : undefined,
    hasCrashes ? ask(addTerm(state.query, 'session_has_crashed:true')) : undefined,
  ])
  const isErrors = state.list === 'errors'
  return {
    intervalMs: all.interval,
    buckets: all.buckets.map(({ time, count }, index) => ({
      time,
      count,
      errored: isErrors ? count : (errored?.buckets[index]?.count ?? 0),
      crashed: crashed?.buckets[index]?.count ?? 0,
    })),
  }
}

/** Counts values of fields. A field with a choice is counted without it, so that the other values can be chosen, too. */
export async function fetchFacets(
  question: Question,
  facets: { keys: readonly string[]; limit: number },
  abort: AbortSignal,
): Promise<Map<string, readonly FacetValue[]>> {
  await afterRows(abort)
  const { query } = question.state
  const byQuery = new Map<string, string[]>()
  for (const key of facets.keys) {
    const without = removeChoices(query, key)
    byQuery.set(without, [...(byQuery.get(without) ?? []), key])
  }
  const answers = await Promise.all(
    [...byQuery].map(([without, keys]) => {
      const params = { ...toParams(question, without), keys: keys.join(','), limit: facets.limit }
      return getJson<Facets>(`${toRoot(question.state)}/facets`, { params, abort })
    }),
  )
  return new Map(
    answers.flatMap(({ facets: found }) => found.map(({ key, values }) => [key, values])),
  )
}

const BARS = 24

/** Counts the values of a number field, without the range that the search sets for it. */
export async function fetchDistribution(
  question: Question,
  key: string,
  abort: AbortSignal,
): Promise<Distribution> {
  await afterRows(abort)
  const params = { ...toParams(question, setNumberRange(question.state.query, key, {})), key }
  const ask = { params: { ...params, bars: BARS }, abort }
  return getJson(`${toRoot(question.state)}/distribution`, ask)
}

/** Applications of the window, whatever the search. */
export async function fetchApps(question: Question, abort: AbortSignal): Promise<string[]> {
  await afterRows(abort)
  const params = {
    ...toRangeParams(question.state.range, question.window),
    keys: 'app_id',
    limit: 50,
  }
  const { facets } = await getJson<Facets>('/api/sessions/facets', { params, abort })
  return (facets[0]?.values ?? []).map(({ value }) => value).sort()
}

export async function fetchValues(
  question: Question,
  asked: { key: string; prefix: string },
  abort: AbortSignal,
): Promise<readonly FacetValue[]> {
  const { query: _, ...params } = toParams(question)
  return (
    await getJson<Values>('/api/values', { params: { ...params, ...asked, limit: 20 }, abort })
  ).values
}

const EXPORT_ROWS = 100_000

/** Address of the file with all rows that match, up to the collector's limit. */
export function toExportPath(question: Question): { path: string; params: Params } {
  return {
    path: `${toRoot(question.state)}/export`,
    params: { ...toParams(question), limit: EXPORT_ROWS },
  }
}
