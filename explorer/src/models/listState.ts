import { toSearch } from '../api/request.ts'
import type { TimeRange } from './timeRange.ts'
import { DEFAULT_RANGE, findWindowProblem, isPresetName } from './timeRange.ts'

/** Complete state of the sessions page, stored in its query string. */
export interface ListState {
  range: TimeRange
  /** One application; absent for all. */
  appId: string | undefined
  /** Seconds between automatic refreshes; 0 turns them off. */
  refreshSeconds: number
}

export const REFRESH_CHOICES: readonly number[] = [0, 10, 60]

/** Parses a query string, which a user may have typed: invalid values become the default. */
export function parseListState(search: string): ListState {
  const params = new URLSearchParams(search)
  const refreshSeconds = Number(params.get('refresh'))
  return {
    range: parseRange(params),
    appId: params.get('app_id') || undefined,
    refreshSeconds: REFRESH_CHOICES.includes(refreshSeconds) ? refreshSeconds : 0,
  }
}

/** Returns the path of the sessions page. Omits default values, so that the default view has a plain URL. */
export function toListPath({ range, appId, refreshSeconds }: ListState): string {
  const params = {
    ...toRangeParams(range),
    app_id: appId,
    refresh: refreshSeconds || undefined,
  }
  return `/${toSearch(params)}`
}

function parseRange(params: URLSearchParams): TimeRange {
  const preset = params.get('range')
  if (isPresetName(preset)) {
    return { preset }
  }
  const window = { from: toTime(params.get('from')), to: toTime(params.get('to')) }
  return findWindowProblem(window) ? DEFAULT_RANGE : window
}

function toRangeParams(range: TimeRange): Record<string, string | undefined> {
  if ('preset' in range) {
    const isDefault = 'preset' in DEFAULT_RANGE && range.preset === DEFAULT_RANGE.preset
    return { range: isDefault ? undefined : range.preset }
  }
  // ISO, so that people in any time zone can read a link and edit it by hand.
  return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() }
}

function toTime(text: string | null): number {
  return text ? Date.parse(text) : Number.NaN
}
