/**
 * The wire contract's tables: every measurement, tag and field that the SDK writes and the collector
 * reads, each with its unit. Every name is defined here once. The SDK imports the names only as types (no byte
 * of this file ships to a browser); the collector and the tests import them as values.
 *
 * Units: `ns` nanoseconds, `ms` milliseconds since the epoch, `percent` 0–100, `json` a JSON text in a
 * string field. Names and meanings follow those that DataKit dashboards already rely on.
 */

export const COMMON_TAGS = [
  'sdk_name',
  'sdk_version',
  'app_id',
  'env',
  'service',
  'version',
  'source',
  'userid',
  'user_email',
  'user_name',
  'session_id',
  'session_type',
  'session_sampling',
  'is_signin',
  'os',
  'os_version',
  'os_version_major',
  'browser',
  'browser_version',
  'browser_version_major',
  'screen_size',
  'network_type',
  'time_zone',
  'device',
  'view_id',
  'view_referrer',
  'view_url',
  'view_host',
  'view_path',
  'view_name',
  'view_path_group',
] as const

export const COMMON_FIELDS = {
  view_url_query: 'json',
  action_id: 'string',
  action_ids: 'json',
  view_in_foreground: 'boolean',
  display: 'json',
  session_has_replay: 'boolean',
  is_login: 'boolean',
  page_states: 'json',
  session_sample_rate: 'percent',
  session_replay_sample_rate: 'percent',
  session_on_error_sample_rate: 'percent',
  session_replay_on_error_sample_rate: 'percent',
  drift: 'number',
  custom_keys: 'json',
  /** JSON array of the fields that were truncated to keep the point within its limit. */
  truncated_keys: 'json',
  // Additions of this SDK are fields, so that a dashboard made for another SDK sees no new tag.
  /** Unique, and unchanged by retries: the collector stores a resent event once. */
  event_id: 'string',
  session_started: 'ms',
  session_debug: 'boolean',
  session_manual: 'boolean',
  /** JSON object, on views and errors: calls of `addFeatureFlagEvaluation` since the view began. */
  feature_flags: 'json',
  // Counts of dropped events, reported once by the next line that arrives: the queue was full, the events
  // were too old, or the intake refused them.
  dropped_full: 'count',
  dropped_old: 'count',
  dropped_refused: 'count',
  /** Errors and actions beyond 3,000 of each per minute. */
  dropped_rate: 'count',
} as const

export const MEASUREMENTS = {
  view: {
    tags: ['view_loading_type', 'view_apdex_level', 'view_privacy_replay_level'],
    fields: {
      /** Rises with each update of one view; the highest wins. */
      view_update: 'count',
      is_active: 'boolean',
      session_is_active: 'boolean',
      time_spent: 'ns',
      loading_time: 'ns',
      first_contentful_paint: 'ns',
      largest_contentful_paint: 'ns',
      largest_contentful_paint_element_selector: 'string',
      cumulative_layout_shift: 'score',
      cumulative_layout_shift_time: 'ns',
      cumulative_layout_shift_target_selector: 'string',
      first_input_delay: 'ns',
      first_input_time: 'ns',
      first_input_target_selector: 'string',
      interaction_to_next_paint: 'ns',
      interaction_to_next_paint_target_selector: 'string',
      first_paint_time: 'ns',
      first_byte: 'ns',
      dom_interactive: 'ns',
      dom_content_loaded: 'ns',
      dom_complete: 'ns',
      load_event: 'ns',
      resource_load_time: 'ns',
      time_to_interactive: 'ns',
      dom: 'ns',
      dom_ready: 'ns',
      view_error_count: 'count',
      view_resource_count: 'count',
      view_long_task_count: 'count',
      view_action_count: 'count',
      frustration_count: 'count',
      custom_timings: 'json',
      sampled_for_replay: 'boolean',
      sampled_for_error_replay: 'boolean',
      sampled_for_error_session: 'boolean',
      session_error_timestamp: 'ms',
      session_replay_stats: 'json',
      /** Exceptions inside the SDK since the page load; all of them were caught. */
      sdk_failure_count: 'count',
      // Session health rides on view lines: a `session` measurement would be refused by a DataKit.
      session_sid: 'string',
      // Id of the record's own session, if the line carries a different one: a debug id, or the next session's id.
      session_record_id: 'string',
      session_did: 'string',
      session_duration: 'ns',
      session_status: 'string',
      session_errors: 'count',
      session_init: 'boolean',
      session_seq: 'count',
    },
  },
  resource: {
    tags: [
      'resource_id',
      'resource_status',
      'resource_status_group',
      'resource_method',
      'trace_id',
      'span_id',
    ],
    fields: {
      duration: 'ns',
      resource_size: 'bytes',
      resource_url: 'string',
      resource_url_host: 'string',
      resource_url_path: 'string',
      resource_url_path_group: 'string',
      resource_url_query: 'json',
      resource_type: 'string',
      resource_protocol: 'string',
      resource_delivery_type: 'string',
      resource_encode_size: 'bytes',
      resource_decode_size: 'bytes',
      resource_transfer_size: 'bytes',
      resource_render_blocking_status: 'string',
      resource_dns: 'ns',
      resource_tcp: 'ns',
      resource_ssl: 'ns',
      resource_ttfb: 'ns',
      resource_trans: 'ns',
      resource_redirect: 'ns',
      resource_first_byte: 'ns',
      resource_dns_time: 'json',
      resource_download_time: 'json',
      resource_first_byte_time: 'json',
      resource_connect_time: 'json',
      resource_ssl_time: 'json',
      resource_redirect_time: 'json',
      // Added: `aborted` by the page, or `failed` in transit; such a request has no status.
      resource_failure: 'string',
    },
  },
  error: {
    tags: ['error_id', 'error_source', 'error_type', 'error_handling', 'trace_id', 'span_id'],
    fields: {
      error_message: 'string',
      error_stack: 'string',
      error_causes: 'json',
      error_handling_stack: 'string',
    },
  },
  long_task: {
    tags: ['long_task_id'],
    fields: {
      duration: 'ns',
      blocking_duration: 'ns',
      first_ui_event_timestamp: 'ns',
      render_start: 'ns',
      style_and_layout_start: 'ns',
      long_task_start_time: 'ns',
      scripts: 'json',
    },
  },
  action: {
    tags: ['action_type'],
    fields: {
      action_name: 'string',
      duration: 'ns',
      action_error_count: 'count',
      action_resource_count: 'count',
      action_long_task_count: 'count',
      action_frustration_types: 'json',
      action_target: 'json',
      action_position: 'json',
    },
  },
} as const

export type Measurement = keyof typeof MEASUREMENTS

export type Unit =
  | 'ns'
  | 'ms'
  | 'bytes'
  | 'count'
  | 'score'
  | 'percent'
  | 'number'
  | 'boolean'
  | 'string'
  | 'json'

type ValueOf<U> = U extends 'string' | 'json' ? string : U extends 'boolean' ? boolean : number

type CommonFields = typeof COMMON_FIELDS
type OwnFields<M extends Measurement> = (typeof MEASUREMENTS)[M]['fields']

export type CommonTag = (typeof COMMON_TAGS)[number]
export type TagName<M extends Measurement> = CommonTag | (typeof MEASUREMENTS)[M]['tags'][number]

/** Tags of one measurement. An `undefined` tag is unknown and omitted from the line. */
export type TagsOf<M extends Measurement> = { [K in TagName<M>]?: string | undefined }

/** Fields of one measurement, in the units of the table above. */
export type FieldsOf<M extends Measurement> = {
  [K in keyof CommonFields]?: ValueOf<CommonFields[K]> | undefined
} & { [K in keyof OwnFields<M>]?: ValueOf<OwnFields<M>[K]> | undefined }

/** A DataKit resolves source maps only for SDK names that it knows, such as this one. */
export const SDK_NAME = 'df_web_rum_sdk'
