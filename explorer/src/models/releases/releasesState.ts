import { toDefaultState } from '../explorer/explorerState.ts'
import { parseExplorerUrl, toExplorerUrl } from '../explorer/explorerUrl.ts'
import type { Range } from '../time/range.ts'
import type { ZoneChoice } from '../time/zone.ts'
import type { MeasureKey } from './measures.ts'
import { CHART_MEASURES } from './measures.ts'

/** The screen of releases, as its address has it. */
export interface ReleasesState {
  /** Absent until one is chosen: then that with the most sessions. */
  appId: string | undefined
  env: string | undefined
  range: Range
  zone: ZoneChoice
  /** Measure of the chart. */
  measure: MeasureKey
  /** The release that is open; `''` are sessions without a version. */
  version: string | undefined
}

/** A day shows too little of a release. */
const DEFAULT_RANGE: Range = { last: { count: 7, unit: 'd' } }
const DEFAULT_MEASURE: MeasureKey = 'crash_free_sessions'

/** Parses the part of an address after its path. Odd parts become the default. */
export function parseReleasesState(search: string): ReleasesState {
  const params = new URLSearchParams(search)
  const { appId, range, zone } = parseExplorerUrl({ pathname: '/', search }).state
  const hasRange = ['range', 'from', 'to'].some((name) => params.has(name))
  return {
    appId,
    env: params.get('env') || undefined,
    range: hasRange ? range : DEFAULT_RANGE,
    zone,
    measure: CHART_MEASURES.find((key) => key === params.get('measure')) ?? DEFAULT_MEASURE,
    version: params.get('version') ?? undefined,
  }
}

export function toReleasesUrl({
  appId,
  env,
  range,
  zone,
  measure,
  version,
}: ReleasesState): string {
  const [, lists = ''] = toExplorerUrl({ ...toDefaultState(), appId, range, zone }).split('?')
  const params = new URLSearchParams(lists)
  // The default range of lists is another one, and absent in their addresses.
  if ('last' in range && !params.has('range')) {
    params.set('range', '1d')
  }
  if (params.get('range') === '7d') {
    params.delete('range')
  }
  const own = { env, measure: measure === DEFAULT_MEASURE ? undefined : measure, version }
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined) {
      params.set(name, value)
    }
  }
  const text = params.toString()
  return `/releases${text && `?${text}`}`
}
