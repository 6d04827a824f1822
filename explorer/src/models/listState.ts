import { toSearch } from '../api/request.ts'
import type { TimeRange } from './timeRange.ts'
import { DEFAULT_RANGE, findWindowProblem, isPresetName } from './timeRange.ts'

/** All that the sessions page shows depends on this, and this is the page's query string. */
export interface ListState {
  range: TimeRange
  /** One application; all of them where absent. */
  appId: string | undefined
  /** Seconds between automatic refreshes; 0 is off. */
  refreshSeconds: number
}

export const REFRESH_CHOICES: readonly number[] = [0, 10, 60]

/** Reads a query string that anybody may have typed: what makes no sense becomes the default. */
export function parseListState(search: string): ListState {
  const params = new URLSearchParams(search)
  const refreshSeconds = Number(params.get('refresh'))
  return {
    range: parseRange(params),
    appId: params.get('app_id') || undefined,
    refreshSeconds: REFRESH_CHOICES.includes(refreshSeconds) ? refreshSeconds : 0,
  }
}

/** The path of the sessions page; what is at its default is left out, so that a plain view has a plain URL. */
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
  // ISO, so that a person can read a link and correct it by hand, whatever the zone of its reader.
  return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() }
}

function toTime(text: string | null): number {
  return text ? Date.parse(text) : Number.NaN
}
