import type { ErrorGroup, ErrorGroupDetail, ErrorGroups } from '../../../protocol/analytics.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import { listEvents } from './eventList.ts'
import type { QueryScope } from './queryScope.ts'
import { ofApplication, selectEvents } from './queryScope.ts'
import { LONG_TEXT, SHORT_TEXT, shorten } from './shorten.ts'

const TREND_STEPS = 24

interface GroupRow {
  app_id: string
  fingerprint: string
  newest: [type: string, message: string, source: string]
  count: string | number
  unhandled: string | number
  sessions: string | number
  users: string | number
  versions: string[]
  /** Steps that have an error, and how many. */
  steps: [steps: (string | number)[], counts: (string | number)[]]
}

export const ERROR_SORTS = ['count', 'sessions', 'users', 'unhandled', 'last_seen'] as const

export interface ErrorGroupQuery {
  sort: (typeof ERROR_SORTS)[number]
  limit: number
}

export async function listErrorGroups(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { sort, limit, fingerprints }: ErrorGroupQuery & { fingerprints?: readonly string[] },
): Promise<ErrorGroups> {
  const events = selectEvents(scope, { type: 'error' })
  const interval = Math.max(Math.ceil((scope.chartTo - scope.from) / TREND_STEPS), 1)
  const step = 'intDiv(toUnixTimestamp64Milli(e.ts) - {rangeFrom:Int64}, {interval:Int64})'
  const short = (column: string): string => shorten(`toString(${column})`, SHORT_TEXT)
  const only =
    fingerprints === undefined ? '' : 'AND toString(e.fingerprint) IN {fingerprints:Array(String)}'
  const rows = await store.query<GroupRow>(
    `SELECT e.app_id AS app_id, toString(e.fingerprint) AS fingerprint,
  argMax((${short('e.sub_type')}, ${shorten('e.name', LONG_TEXT)}, ${short('e.source')}), (e.ts, e.event_id)) AS newest,
  count() AS count, countIf(NOT e.handled) AS unhandled,
  uniqExactIf(e.session_id, e.session_id != '') AS sessions, uniqExactIf(e.userid, e.userid != '') AS users,
  arraySort(groupUniqArrayIf(100)(${short('e.version')}, e.version != '')) AS versions,
  sumMap([toInt64(${step})], [toUInt64(1)]) AS steps
FROM ${events.sql} ${only}
GROUP BY app_id, fingerprint
ORDER BY ${sort === 'last_seen' ? 'max(e.ts)' : sort} DESC, app_id, fingerprint
LIMIT {limit:UInt32}`,
    {
      ...events.parameters,
      interval,
      limit,
      ...(fingerprints !== undefined && {
        fingerprints: fingerprints.map((one) => one.toWellFormed()),
      }),
    },
  )
  const seen = await readSeen(store, scope, rows)
  return { interval, groups: rows.map((row) => toGroup(row, seen.get(toKey(row)))) }
}

interface Seen {
  app_id: string
  fingerprint: string
  first: string | number
  last: string | number
}

/** Over all that is stored: a cause is not new because the range is short. */
async function readSeen(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  groups: readonly Pick<GroupRow, 'fingerprint'>[],
): Promise<Map<string, Seen>> {
  if (groups.length === 0) {
    return new Map()
  }
  const application = ofApplication(scope, 'e')
  const rows = await store.query<Seen>(
    `SELECT e.app_id AS app_id, toString(e.fingerprint) AS fingerprint,
  toUnixTimestamp64Milli(min(e.ts)) AS first, toUnixTimestamp64Milli(max(e.ts)) AS last
FROM rum.events AS e
WHERE ${application.sql} AND e.type = 'error'
  AND e.fingerprint IN (arrayMap(id -> toUInt64(id), {ids:Array(String)}))
GROUP BY app_id, fingerprint`,
    { ...application.parameters, ids: groups.map(({ fingerprint }) => fingerprint) },
  )
  return new Map(rows.map((row) => [toKey(row), row]))
}

function toKey({ app_id: appId, fingerprint }: Pick<Seen, 'app_id' | 'fingerprint'>): string {
  return `${fingerprint} ${appId}`
}

function toGroup({ newest, steps, ...row }: GroupRow, seen: Seen | undefined): ErrorGroup {
  const [type, message, source] = newest
  return {
    app_id: row.app_id,
    fingerprint: row.fingerprint,
    error_type: type,
    error_message: message,
    error_source: source,
    count: Number(row.count),
    unhandled: Number(row.unhandled),
    sessions: Number(row.sessions),
    users: Number(row.users),
    versions: row.versions,
    first_seen: Number(seen?.first ?? 0),
    last_seen: Number(seen?.last ?? 0),
    trend: toTrend(steps),
  }
}

function toTrend([steps, counts]: GroupRow['steps']): number[] {
  const trend = Array.from({ length: TREND_STEPS }, () => 0)
  steps.forEach((step, index) => {
    if (Number(step) < TREND_STEPS) {
      trend[Number(step)] = Number(counts[index])
    }
  })
  return trend
}

export async function readErrorGroup(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  page: { fingerprint: string; limit: number; cursor?: string | undefined },
): Promise<ErrorGroupDetail> {
  const { fingerprint } = page
  const { groups, interval } = await listErrorGroups(store, scope, {
    sort: 'count',
    limit: 1,
    fingerprints: [fingerprint],
  })
  const [group] = groups
  if (group === undefined) {
    throw new HttpProblem(404, 'rum.notFound', 'no such error in this range')
  }
  const ofGroup = { ...scope, appId: group.app_id }
  return { group, interval, ...(await listEvents(store, ofGroup, { type: 'error', ...page })) }
}
