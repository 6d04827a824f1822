import type { Measurement } from '../../../protocol/measurements.ts'

/**
 * Which wire name is kept in which column of `rum.events`. A name that stands here is taken out of the
 * attribute maps when an event is written and put back when it is read; every other name stays in the maps.
 */
export type ColumnKind = 'text' | 'nanoseconds' | 'count' | 'score' | 'flag'

export interface ColumnSource {
  column: EventColumn
  wireName: string
  kind: ColumnKind
}

/** Kept for every measurement in a column of the same name. */
export const COMMON_TEXT_COLUMNS = [
  'session_id',
  'view_id',
  'session_type',
  'env',
  'service',
  'version',
  'sdk_name',
  'sdk_version',
  'userid',
  'user_name',
  'user_email',
  'is_signin',
  'browser',
  'browser_version',
  'os',
  'os_version',
  'device',
  'screen_size',
  'network_type',
  'country',
  'province',
  'city',
  'view_url',
  'view_host',
  'view_path',
  'view_path_group',
  'view_name',
  'view_referrer',
  'action_id',
  'trace_id',
  'span_id',
] as const

export const MEASUREMENT_COLUMNS: Record<Measurement, readonly ColumnSource[]> = {
  view: [
    { column: 'sub_type', wireName: 'view_loading_type', kind: 'text' },
    { column: 'duration', wireName: 'time_spent', kind: 'nanoseconds' },
    { column: 'is_active', wireName: 'is_active', kind: 'flag' },
    { column: 'lcp', wireName: 'largest_contentful_paint', kind: 'nanoseconds' },
    { column: 'fcp', wireName: 'first_contentful_paint', kind: 'nanoseconds' },
    { column: 'inp', wireName: 'interaction_to_next_paint', kind: 'nanoseconds' },
    { column: 'ttfb', wireName: 'first_byte', kind: 'nanoseconds' },
    { column: 'cls', wireName: 'cumulative_layout_shift', kind: 'score' },
    { column: 'loading_time', wireName: 'loading_time', kind: 'nanoseconds' },
  ],
  resource: [
    { column: 'name', wireName: 'resource_url', kind: 'text' },
    { column: 'sub_type', wireName: 'resource_type', kind: 'text' },
    { column: 'status', wireName: 'resource_status', kind: 'text' },
    { column: 'method', wireName: 'resource_method', kind: 'text' },
    { column: 'duration', wireName: 'duration', kind: 'nanoseconds' },
    { column: 'size', wireName: 'resource_size', kind: 'count' },
    { column: 'resource_host', wireName: 'resource_url_host', kind: 'text' },
    { column: 'resource_path_group', wireName: 'resource_url_path_group', kind: 'text' },
  ],
  error: [
    { column: 'name', wireName: 'error_message', kind: 'text' },
    { column: 'sub_type', wireName: 'error_type', kind: 'text' },
    { column: 'source', wireName: 'error_source', kind: 'text' },
    { column: 'stack', wireName: 'error_stack', kind: 'text' },
  ],
  long_task: [{ column: 'duration', wireName: 'duration', kind: 'nanoseconds' }],
  action: [
    { column: 'name', wireName: 'action_name', kind: 'text' },
    { column: 'sub_type', wireName: 'action_type', kind: 'text' },
    { column: 'duration', wireName: 'duration', kind: 'nanoseconds' },
  ],
}

const OWN_COLUMNS = [
  'app_id',
  'type',
  'ts',
  'received_at',
  'session_start',
  'event_id',
  'sdk_event_id',
  'doc_version',
  'name',
  'sub_type',
  'source',
  'status',
  'method',
  'stack',
  'duration',
  'size',
  'handled',
  'fingerprint',
  'resource_host',
  'resource_path_group',
  'is_active',
  'lcp',
  'fcp',
  'inp',
  'ttfb',
  'cls',
  'loading_time',
  'tags',
  'nums',
  'flags',
  'retention_days',
] as const

export type EventColumn = (typeof OWN_COLUMNS)[number] | (typeof COMMON_TEXT_COLUMNS)[number]

/** Every column that an insert names, in the order in which `toEventRow` gives their values. */
export const EVENT_COLUMNS: readonly EventColumn[] = [...OWN_COLUMNS, ...COMMON_TEXT_COLUMNS]
