import type {
  ActionGroup,
  LongTaskGroup,
  ResourceGroup,
  ViewGroup,
} from '../../../protocol/analytics.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import type { Store } from '../store/openStore.ts'
import type { QueryScope } from './queryScope.ts'
import { selectEvents } from './queryScope.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'

/** A table of events by what they have in common: its keys, and what is computed of each group. */
interface Grouping<Group> {
  type: Measurement
  /** Texts that are equal within a group, by their name in the answer. */
  keys: Readonly<Record<string, string>>
  /** Numbers of a group. */
  measures: Readonly<Record<string, string>>
  sorts: readonly (keyof Group & string)[]
}

/** Exact for some thousands, within a percent beyond: exact sets of all ids of a month would fill the memory. */
const SESSIONS = "uniqCombined64If(e.session_id, e.session_id != '')"
const USERS = "uniqCombined64If(e.userid, e.userid != '')"

/** Function that computes quantiles with eight binary digits, so within half a percent: resources are too many for t-digests. */
const FAST = 'quantilesBFloat16If'
const LEVELS = [0.5, 0.75, 0.95]

/** 0 where there is nothing. All levels in one function: the engine computes it once for all that ask. */
function quantile(level: number, value: string, family = 'quantilesTDigestIf'): string {
  const known = `isNotNull(${value}) AND ${value} > 0`
  const all = `${family}(${LEVELS.join(', ')})(assumeNotNull(${value}), ${known})`
  return `ifNotFinite(round(${all}[${LEVELS.indexOf(level) + 1}]), 0)`
}

export const VIEW_GROUPS: Grouping<ViewGroup> = {
  type: 'view',
  keys: { view_path_group: 'e.view_path_group' },
  measures: {
    count: 'count()',
    sessions: SESSIONS,
    users: USERS,
    errors: "toUInt64(sum(e.nums['view_error_count']))",
    loading_time_p75: quantile(0.75, 'e.loading_time'),
    time_spent_p50: quantile(0.5, 'e.duration'),
  },
  sorts: ['count', 'sessions', 'users', 'errors', 'loading_time_p75', 'time_spent_p50'],
}

export const RESOURCE_GROUPS: Grouping<ResourceGroup> = {
  type: 'resource',
  keys: {
    resource_url_host: 'e.resource_host',
    resource_url_path_group: 'e.resource_path_group',
  },
  measures: {
    count: 'count()',
    sessions: SESSIONS,
    duration_p50: quantile(0.5, 'e.duration', FAST),
    duration_p75: quantile(0.75, 'e.duration', FAST),
    duration_p95: quantile(0.95, 'e.duration', FAST),
    error_share: 'countIf(toUInt16OrZero(e.status) >= 400) / count()',
    size_p50: quantile(0.5, 'e.size', FAST),
  },
  sorts: [
    'count',
    'sessions',
    'duration_p50',
    'duration_p75',
    'duration_p95',
    'error_share',
    'size_p50',
  ],
}

export const ACTION_GROUPS: Grouping<ActionGroup> = {
  type: 'action',
  keys: { action_name: 'e.name', action_type: 'toString(e.sub_type)' },
  measures: {
    count: 'count()',
    sessions: SESSIONS,
    users: USERS,
    duration_p75: quantile(0.75, 'e.duration'),
    frustrated: "countIf(e.tags['action_frustration_types'] NOT IN ('', '[]'))",
  },
  sorts: ['count', 'sessions', 'users', 'duration_p75', 'frustrated'],
}

export const LONG_TASK_GROUPS: Grouping<LongTaskGroup> = {
  type: 'long_task',
  keys: { view_path_group: 'e.view_path_group' },
  measures: {
    count: 'count()',
    sessions: SESSIONS,
    duration_p75: quantile(0.75, 'e.duration'),
    duration_p95: quantile(0.95, 'e.duration'),
    duration_total: 'sum(e.duration)',
  },
  sorts: ['count', 'sessions', 'duration_p75', 'duration_p95', 'duration_total'],
}

export interface GroupQuery {
  /** One of the grouping's, the largest first. */
  sort: string
  limit: number
}

export async function listGroups<Group extends object>(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  { grouping, sort, limit }: GroupQuery & { grouping: Grouping<Group> },
): Promise<{ groups: Group[] }> {
  const { keys, measures, type } = grouping
  const events = selectEvents(scope, { type })
  const selection = Object.entries({ ...keys, ...measures }).map(
    ([name, value]) => `${value} AS g_${name}`,
  )
  const names = Object.keys(keys).map((name) => `g_${name}`)
  const rows = await store.query<Record<string, string | number>>(
    `SELECT * REPLACE (${names.map((name) => `${shorten(name, SHORT_TEXT)} AS ${name}`).join(', ')}) FROM (
  SELECT ${selection.join(', ')}
  FROM ${events.sql}
  GROUP BY ${names.join(', ')}
  ORDER BY g_${sort} DESC, ${names.join(', ')}
  LIMIT {limit:UInt32})`,
    { ...events.parameters, limit },
  )
  return { groups: rows.map((row) => toGroup(row, grouping) as Group) }
}

function toGroup(
  row: Readonly<Record<string, string | number>>,
  { keys, measures }: Pick<Grouping<object>, 'keys' | 'measures'>,
): Record<string, string | number> {
  const texts = Object.keys(keys).map((name) => [name, String(row[`g_${name}`])] as const)
  const numbers = Object.keys(measures).map((name) => [name, Number(row[`g_${name}`])] as const)
  return Object.fromEntries<string | number>([...texts, ...numbers])
}
