import type { VitalGroup } from '../../../protocol/analytics.ts'
import type { ExplorerState } from '../models/explorer/explorerState.ts'
import { toPresetSort } from '../models/fields/columns.ts'
import type { HistogramBar } from '../models/rows/histogram.ts'
import { toBars, toStackQueries } from '../models/rows/histogram.ts'
import type { TimeWindow } from '../models/time/range.ts'
import { toInterval, toRangeParams } from '../models/time/range.ts'
import type { Question, Scope } from './endpoints.ts'
import {
  askActionGroups,
  askErrorGroups,
  askEvents,
  askFacets,
  askHistogram,
  askLongTaskGroups,
  askResourceGroups,
  askSessions,
  askViewGroups,
  askVitals,
} from './endpoints.ts'

/** Returns what all questions of a screen share. `window` is computed once for the screen. */
export function toScope(state: ExplorerState, window: TimeWindow): Scope {
  const { list, appId, query } = state
  return { list, appId, query, ...toRangeParams(state.range, window) }
}

export interface RowsPage {
  rows: readonly object[]
  nextCursor: string | undefined
}

/** A page of the list, whatever it lists. Groups have one page. */
export function askRows(
  state: ExplorerState,
  window: TimeWindow,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Question<RowsPage> {
  const scope = toScope(state, window)
  const sort = state.sort ?? toPresetSort(state)
  if (state.isGrouped) {
    return askGroupRows(scope, { sort: sort.replace(/^-/, ''), limit })
  }
  return state.list === 'sessions'
    ? map(askSessions(scope, { sort, limit, cursor }), ({ sessions, next_cursor }) => ({
        rows: sessions,
        nextCursor: next_cursor,
      }))
    : map(askEvents(scope, { limit, cursor }), ({ events, next_cursor }) => ({
        rows: events,
        nextCursor: next_cursor,
      }))
}

function askGroupRows(scope: Scope, params: { sort: string; limit: number }): Question<RowsPage> {
  const toPage = ({ groups }: { groups: readonly object[] }): RowsPage => ({
    rows: groups,
    nextCursor: undefined,
  })
  switch (scope.list) {
    case 'views':
      return askViewRows(scope, params)
    case 'actions':
      return map(askActionGroups(scope, params), toPage)
    case 'resources':
      return map(askResourceGroups(scope, params), toPage)
    case 'longTasks':
      return map(askLongTaskGroups(scope, params), toPage)
    default:
      return map(askErrorGroups(scope, params), toPage)
  }
}

/** Limit of the collector for groups. */
const MOST_GROUPS = 500

/** Views with their vitals, which are another question. A path beyond its most frequent ones shows none. */
function askViewRows(scope: Scope, params: { sort: string; limit: number }): Question<RowsPage> {
  const views = askViewGroups(scope, params)
  const vitals = askVitals(scope, MOST_GROUPS)
  return {
    key: ['views and vitals', ...views.key],
    async fetch(abort) {
      const [{ groups }, known] = await Promise.all([views.fetch(abort), vitals.fetch(abort)])
      const byPath = new Map<string, VitalGroup>(
        known.groups.map((group) => [group.view_path_group, group]),
      )
      const rows = groups.map((group) => ({ ...byPath.get(group.view_path_group), ...group }))
      return { rows, nextCursor: undefined }
    },
  }
}

const MAX_BARS = 96

/** The bars above a list. Sessions with errors and crashes are counted apart; in the list of errors all are errors. */
export function askBars(
  state: ExplorerState,
  window: TimeWindow,
  maxBars: number = MAX_BARS,
): Question<readonly HistogramBar[]> {
  // Closed at the end, so that the last bucket is that of the window.
  const scope = { ...toScope(state, window), ...window }
  const interval = toInterval(window, maxBars)
  const all = askHistogram(scope, interval)
  if (state.list !== 'sessions') {
    return map(all, (histogram) =>
      toBars(state.list === 'errors' ? { all: histogram, errors: histogram } : { all: histogram }),
    )
  }
  const queries = toStackQueries(state.query)
  const errors = askHistogram({ ...scope, query: queries.errors }, interval)
  const crashes = askHistogram({ ...scope, query: queries.crashes }, interval)
  return {
    key: ['bars', ...all.key],
    async fetch(abort) {
      const parts = await Promise.all([all, errors, crashes].map((one) => one.fetch(abort)))
      const [first, second, third] = parts
      return first ? toBars({ all: first, errors: second, crashes: third }) : []
    },
  }
}

const MOST_APPS = 100

/** Applications with sessions in the window, whatever the search, by name. */
export function askApps(state: ExplorerState, window: TimeWindow): Question<readonly string[]> {
  const scope = {
    ...toScope(state, window),
    list: 'sessions',
    appId: undefined,
    query: '',
  } as const
  return map(askFacets(scope, { keys: ['app_id'], limit: MOST_APPS }), ({ facets }) =>
    (facets[0]?.values ?? []).map(({ value }) => value).sort(),
  )
}

function map<From, To>({ key, fetch }: Question<From>, toAnswer: (from: From) => To): Question<To> {
  return { key: ['mapped', ...key], fetch: async (abort) => toAnswer(await fetch(abort)) }
}
