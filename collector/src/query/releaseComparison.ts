import type { ErrorGroup } from '../../../protocol/analytics.ts'
import type { ReleaseComparison } from '../../../protocol/releases.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import { listErrorGroups } from './errorGroups.ts'
import type { QueryScope } from './queryScope.ts'
import { ofApplication } from './queryScope.ts'
import type { SeenRelease } from './releaseOrder.ts'
import { listSeenReleases } from './releaseOrder.ts'
import { countReleases, inEnvironment, toCounts, toRelease, withTerm } from './releases.ts'

type Reader = Pick<Store, 'query'>

export interface ReleaseComparisonQuery {
  app_id: string
  version: string
  env?: string | undefined
  /** Errors of each of the two lists. */
  limit: number
}

/** Compares a release with the one that was first seen before it: both by the sessions of the range. */
export async function compareRelease(
  store: Reader,
  scope: QueryScope,
  { app_id: appId, version, env, limit }: ReleaseComparisonQuery,
): Promise<ReleaseComparison> {
  const seen = await listSeenReleases(store, scope, env)
  const release = seen.find((one) => one.app_id === appId && one.version === version)
  if (release === undefined) {
    throw new HttpProblem(404, 'rum.notFound', 'no event of this version is stored')
  }
  const before = seen.find((one) => one.app_id === appId && one.version === release.before)
  const counted = inEnvironment(scope, env)
  const [rows, changes] = await Promise.all([
    countReleases(store, counted),
    before && findErrorChanges(store, scope, { release, before, seen, env }),
  ])
  const list = (of: SeenRelease | undefined, ids: readonly string[] = []): Promise<ErrorGroup[]> =>
    of === undefined
      ? Promise.resolve([])
      : listErrors(store, withTerm(counted, 'version', of.version), ids, limit)
  const [newErrors, goneErrors] = await Promise.all([
    list(release, changes?.fresh),
    list(before, changes?.gone),
  ])
  const counts = toCounts(rows)
  return {
    release: toRelease(release, counts),
    before: before === undefined ? null : toRelease(before, counts),
    new_errors: newErrors,
    gone_errors: goneErrors,
  }
}

interface ErrorChanges {
  /** Fingerprints. */
  fresh: string[]
  gone: string[]
}

interface ChangesQuery extends Pick<ReleaseComparisonQuery, 'env'> {
  release: SeenRelease
  before: SeenRelease
  /** The newest first. */
  seen: readonly SeenRelease[]
}

/** By all stored errors of the application, so that an error which was not met for a while is not new. */
async function findErrorChanges(
  store: Reader,
  scope: QueryScope,
  { release, before, seen, env }: ChangesQuery,
): Promise<ErrorChanges> {
  const application = ofApplication(scope, 'e')
  const isIn = (time: string): string =>
    `${time} >= fromUnixTimestamp64Milli({rangeFrom:Int64}, 'UTC') AND ${time} < fromUnixTimestamp64Milli({rangeTo:Int64}, 'UTC')`
  const place = seen.indexOf(release)
  const earlier = seen.filter(
    (one, index) => index > place && one.app_id === release.app_id && one.version !== '',
  )
  const rows = await store.query<{ fingerprint: string; is_new: number }>(
    `SELECT toString(print) AS fingerprint, here > 0 AS is_new
FROM (SELECT e.fingerprint AS print,
    countIf(e.version = {version:String}) AS ever,
    countIf(e.version = {version:String} AND ${isIn('e.ts')}) AS here,
    countIf(e.version = {before:String} AND ${isIn('e.ts')}) AS there,
    countIf(e.version IN {earlier:Array(String)}) AS earlier_ones
  FROM rum.events AS e
  WHERE ${application.sql} AND e.type = 'error' ${env === undefined ? '' : 'AND e.env = {env:String}'}
  GROUP BY print)
WHERE (here > 0 AND earlier_ones = 0) OR (there > 0 AND ever = 0)`,
    {
      ...application.parameters,
      rangeFrom: scope.from,
      rangeTo: scope.to,
      version: release.version.toWellFormed(),
      before: before.version.toWellFormed(),
      earlier: earlier.map((one) => one.version.toWellFormed()),
      ...(env !== undefined && { env: env.toWellFormed() }),
    },
  )
  const pick = (isNew: boolean): string[] =>
    rows.filter((row) => Boolean(Number(row.is_new)) === isNew).map((row) => row.fingerprint)
  return { fresh: pick(true), gone: pick(false) }
}

async function listErrors(
  store: Reader,
  scope: QueryScope,
  fingerprints: readonly string[],
  limit: number,
): Promise<ErrorGroup[]> {
  if (fingerprints.length === 0) {
    return []
  }
  const { groups } = await listErrorGroups(store, scope, { sort: 'sessions', limit, fingerprints })
  return groups
}
