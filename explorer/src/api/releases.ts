import type { ErrorGroupDetail, Facets } from '../../../protocol/analytics.ts'
import type { ReleaseComparison, ReleaseSeries, Releases } from '../../../protocol/releases.ts'
import type { ReleaseScope } from '../models/releases/releaseSearch.ts'
import { toReleaseQuery } from '../models/releases/releaseSearch.ts'
import { toInterval } from '../models/time/range.ts'
import { toZoneName } from '../models/time/zone.ts'
import { getJson } from './request.ts'

type Params = Record<string, string | number | undefined>

function toParams({ appId, env, window }: ReleaseScope): Params {
  return { from: window.from, to: window.to, app_id: appId, env }
}

/** Values of a field among the sessions of a window, the most frequent first. */
export async function fetchNames(
  key: 'app_id' | 'env',
  { appId, window }: Pick<ReleaseScope, 'appId' | 'window'>,
  abort: AbortSignal,
): Promise<string[]> {
  const params = { from: window.from, to: window.to, app_id: appId, keys: key, limit: 50 }
  const { facets } = await getJson<Facets>('/api/sessions/facets', { params, abort })
  return (facets[0]?.values ?? []).map(({ value }) => value)
}

const RELEASES = 100

export function fetchReleases(scope: ReleaseScope, abort: AbortSignal): Promise<Releases> {
  return getJson('/api/releases', { params: { ...toParams(scope), limit: RELEASES }, abort })
}

/** Releases with a trend; the chart shows the first of them. */
const TRENDS = 20
const MAX_BUCKETS = 60

/** Health over time, of all sessions and of the largest releases. */
export function fetchReleaseSeries(
  scope: ReleaseScope,
  abort: AbortSignal,
): Promise<ReleaseSeries> {
  const params = {
    ...toParams(scope),
    interval: toInterval(scope.window, MAX_BUCKETS),
    zone: toZoneName(scope.zone),
    limit: TRENDS,
  }
  return getJson('/api/releases/series', { params, abort })
}

export function fetchComparison(
  scope: ReleaseScope,
  version: string,
  abort: AbortSignal,
): Promise<ReleaseComparison> {
  const params = { ...toParams(scope), version }
  return getJson('/api/releases/comparison', { params, abort })
}

/** The newest error of a group in a release, with its stack. */
export async function fetchNewestError(
  scope: ReleaseScope,
  { fingerprint, version }: { fingerprint: string; version: string },
  abort: AbortSignal,
): Promise<ErrorGroupDetail['events'][number] | undefined> {
  const { env: _, ...params } = toParams(scope)
  const query = toReleaseQuery({ env: scope.env, version })
  const path = `/api/errors/${encodeURIComponent(fingerprint)}`
  const ask = { params: { ...params, query, limit: 1 }, abort }
  return (await getJson<ErrorGroupDetail>(path, ask)).events[0]
}
