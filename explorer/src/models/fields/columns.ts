import type { ListType } from '../explorer/listType.ts'
import type { ValueKind } from './valueKind.ts'
import { toValueKind } from './valueKind.ts'

/** Rows of a list: single events or sessions, or groups of events. */
export interface ListShape {
  list: ListType
  isGrouped: boolean
}

export interface Column {
  /** Key of the grammar or of a group; custom attributes begin with `@`. */
  key: string
  /** Formatter of the values. */
  kind: ValueKind
  /** CSS pixels, unless the person has resized the column. */
  width: number
  align: 'start' | 'end'
  /** Orders that the collector has: groups begin with the largest value. */
  sort: 'both' | 'descending' | undefined
}

const WIDTHS: Record<ValueKind, number> = {
  text: 140,
  id: 140,
  message: 320,
  url: 220,
  time: 170,
  duration: 112, // holds minutes and seconds in Chinese
  bytes: 90,
  count: 80,
  number: 100,
  percent: 100,
  score: 80,
  share: 80,
  flag: 80,
  status: 110,
  json: 200,
  list: 160,
  trend: 120,
}

/** Texts that are longer or shorter than others of their kind. */
const KEY_WIDTHS: ReadonlyMap<string, number> = new Map([
  ['resource_method', 84],
  ['resource_status', 84],
  ['resource_type', 100],
  ['resource_url', 380],
  ['resource_url_host', 190],
  ['resource_url_path_group', 220],
])

const AT_END: readonly ValueKind[] = [
  'duration',
  'bytes',
  'count',
  'number',
  'percent',
  'score',
  'share',
]

/** Kinds of values that only groups have. */
const KINDS: ReadonlyMap<string, ValueKind> = new Map([
  ['first_seen', 'time'],
  ['last_seen', 'time'],
  ['trend', 'trend'],
  ['versions', 'list'],
  ['error_share', 'share'],
  ...['count', 'sessions', 'users', 'errors', 'unhandled', 'frustrated'].map(
    (key) => [key, 'count'] as const,
  ),
])

const SESSION_SORTS: readonly string[] = [
  ...['session_start', 'time_spent', 'session_view_count', 'session_resource_count'],
  ...['session_action_count', 'session_error_count', 'session_long_task_count'],
]

const GROUP_SORTS: Partial<Record<ListType, readonly string[]>> = {
  views: ['count', 'sessions', 'users', 'errors', 'loading_time_p75', 'time_spent_p50'],
  resources: [
    ...['count', 'sessions', 'duration_p50', 'duration_p75', 'duration_p95'],
    ...['error_share', 'size_p50'],
  ],
  actions: ['count', 'sessions', 'users', 'duration_p75', 'frustrated'],
  longTasks: ['count', 'sessions', 'duration_p75', 'duration_p95', 'duration_total'],
  errors: ['count', 'sessions', 'users', 'unhandled', 'last_seen'],
}

/** Values of groups that name no field of an event. */
const GROUP_VALUES =
  /^(count|sessions|users|errors|unhandled|frustrated|error_share|versions|first_seen|last_seen|trend|\w+_(p\d+|total)|lcp|inp|cls|fcp|ttfb)$/

/** True for what the collector computes for a group of events. */
export const isGroupValue = (key: string): boolean => GROUP_VALUES.test(key)

/** Describes a column of a list. Any key has a column, because a person may add any field. */
export function toColumn(key: string, { list, isGrouped }: ListShape): Column {
  const kind = KINDS.get(key) ?? toGroupKind(key, isGrouped) ?? toValueKind(key)
  return {
    key,
    kind,
    width: KEY_WIDTHS.get(key) ?? WIDTHS[kind],
    align: AT_END.includes(kind) ? 'end' : 'start',
    sort: toSort(key, { list, isGrouped }),
  }
}

function toGroupKind(key: string, isGrouped: boolean): ValueKind | undefined {
  if (!isGrouped || !isGroupValue(key)) {
    return undefined
  }
  return key === 'cls' ? 'score' : key.startsWith('size_') ? 'bytes' : 'duration'
}

function toSort(key: string, { list, isGrouped }: ListShape): Column['sort'] {
  if (isGrouped) {
    return GROUP_SORTS[list]?.includes(key) ? 'descending' : undefined
  }
  return list === 'sessions' && SESSION_SORTS.includes(key) ? 'both' : undefined
}

/** Lists that the collector groups, and by what. */
export const isGroupable = (list: ListType): boolean => GROUP_SORTS[list] !== undefined

const SINGLE_PRESETS: Record<ListType, readonly string[]> = {
  sessions: [
    ...['session_start', 'time_spent', 'user', 'session_view_count', 'session_action_count'],
    ...['session_error_count', 'session_status', 'session_type', 'session_first_view_path'],
    ...['session_last_view_path', 'browser', 'country', 'version'],
  ],
  views: [
    ...['time', 'view_path', 'view_name', 'time_spent', 'loading_time', 'largest_contentful_paint'],
    ...['interaction_to_next_paint', 'cumulative_layout_shift', 'view_error_count', 'user'],
  ],
  actions: [
    ...['time', 'action_name', 'action_type', 'view_path', 'duration', 'action_error_count'],
    ...['action_frustration_types', 'user'],
  ],
  errors: [
    ...['time', 'error_type', 'error_message', 'error_source', 'error_handling', 'view_path'],
    ...['version', 'browser', 'user'],
  ],
  resources: [
    ...['time', 'resource_method', 'resource_status', 'resource_url', 'resource_type', 'duration'],
    ...['resource_size', 'view_path', 'user'],
  ],
  longTasks: ['time', 'duration', 'blocking_duration', 'view_path', 'browser', 'device', 'user'],
  logs: ['time', 'status', 'source', 'service', 'message', 'view_path', 'user'],
}

const GROUP_PRESETS: Partial<Record<ListType, readonly string[]>> = {
  views: [
    ...['view_path_group', 'count', 'sessions', 'users', 'loading_time_p75', 'lcp', 'inp', 'cls'],
    ...['errors', 'time_spent_p50'],
  ],
  actions: [
    ...['action_name', 'action_type', 'count', 'sessions', 'users', 'duration_p75', 'frustrated'],
  ],
  errors: [
    ...['error_type', 'error_message', 'trend', 'count', 'sessions', 'users', 'versions'],
    ...['first_seen', 'last_seen'],
  ],
  resources: [
    ...['resource_url_host', 'resource_url_path_group', 'count', 'sessions', 'duration_p50'],
    ...['duration_p75', 'duration_p95', 'error_share', 'size_p50'],
  ],
  longTasks: [
    ...['view_path_group', 'count', 'sessions', 'duration_p75', 'duration_p95', 'duration_total'],
  ],
}

/** Returns the keys of the columns that a list shows until the person chooses others. */
export function toPresetColumns({ list, isGrouped }: ListShape): readonly string[] {
  return (isGrouped ? GROUP_PRESETS[list] : undefined) ?? SINGLE_PRESETS[list]
}

/** Returns the order that a list has until the person chooses another; a minus puts the largest value first. */
export function toPresetSort({ list, isGrouped }: ListShape): string {
  if (isGrouped) {
    return '-count'
  }
  return list === 'sessions' ? '-session_start' : '-time'
}

/** Moves one of some keys by one place. At an end it stays where it is. */
export function moveKey(keys: readonly string[], key: string, by: -1 | 1): readonly string[] {
  const from = keys.indexOf(key)
  const to = from + by
  return from < 0 || to < 0 || to >= keys.length
    ? keys
    : keys.toSpliced(from, 1).toSpliced(to, 0, key)
}

const NARROWEST = 48
const WIDEST = 1200

/** Returns the chosen widths with one more. Rounded, so that a drag does not write fractions. */
export function resizeColumn(
  widths: Readonly<Record<string, number>>,
  key: string,
  width: number,
): Readonly<Record<string, number>> {
  const next = Math.round(Math.min(Math.max(width, NARROWEST), WIDEST))
  return Number.isNaN(next) ? widths : { ...widths, [key]: next }
}
