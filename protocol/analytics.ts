/**
 * Aggregate answers of the query API, over many sessions or events. Keys, units and times are those of `query.ts`.
 * Percentiles count only events that have a value, and are 0 if none has.
 */
import type { SessionEvent } from './query.ts'

/** `GET /api/sessions/count`, `GET /api/events/count`. */
export interface Count {
  count: number
}

/** `GET /api/sessions/histogram`, `GET /api/events/histogram`: every bucket of the range, including empty ones. */
export interface Histogram {
  /** Width of a bucket in ms. */
  interval: number
  buckets: { time: number; count: number }[]
}

/** `GET /api/sessions/facets`, `GET /api/events/facets`: in the order of the request. */
export interface Facets {
  facets: Facet[]
}

export interface Facet {
  key: string
  /** Most frequent first. */
  values: FacetValue[]
}

export interface FacetValue {
  value: string
  count: number
}

/** `GET /api/values`: for completion, most frequent first. */
export interface Values {
  values: FacetValue[]
}

/** `GET /api/fields`: every key that a search may use, except custom attributes. */
export interface Fields {
  fields: Field[]
}

export interface Field {
  key: string
  kind: 'text' | 'code' | 'duration' | 'bytes' | 'number' | 'flag'
  /** True for a field of the session itself, false for a field of its events. */
  of_session: boolean
  /** The only measurement that has this field; empty if any measurement may have it. */
  measurement: string
}

/** An event outside its session. */
export interface FoundEvent extends SessionEvent {
  app_id: string
  session_id: string
}

/** `GET /api/events`, newest first. */
export interface EventList {
  events: FoundEvent[]
  next_cursor?: string
}

/** `GET /api/views`: grouped by path group. */
export interface ViewGroups {
  groups: ViewGroup[]
}

export interface ViewGroup {
  view_path_group: string
  count: number
  sessions: number
  users: number
  /** Errors in all views of the group. */
  errors: number
  loading_time_p75: number
  time_spent_p50: number
}

/** `GET /api/errors`: grouped by fingerprint. */
export interface ErrorGroups {
  /** Width of a step in `trend`, in ms. */
  interval: number
  groups: ErrorGroup[]
}

export interface ErrorGroup {
  app_id: string
  /** Equal for errors with the same type, top frames and message, without the variable parts of the message. */
  fingerprint: string
  error_type: string
  /** Message of the newest error. */
  error_message: string
  error_source: string
  count: number
  unhandled: number
  sessions: number
  users: number
  versions: string[]
  /** ms since the epoch, over all stored errors and not only those of the range. */
  first_seen: number
  last_seen: number
  /** Counts over the range. */
  trend: number[]
}

/** `GET /api/errors/{fingerprint}`: one group, and its errors, newest first. */
export interface ErrorGroupDetail {
  group: ErrorGroup
  interval: number
  events: FoundEvent[]
  next_cursor?: string
}

/** `GET /api/resources`: grouped by host and path group. */
export interface ResourceGroups {
  groups: ResourceGroup[]
}

export interface ResourceGroup {
  resource_url_host: string
  resource_url_path_group: string
  count: number
  sessions: number
  duration_p50: number
  duration_p75: number
  duration_p95: number
  /** Share (0 to 1) of requests with a status of 400 or above. */
  error_share: number
  /** Bytes. */
  size_p50: number
}

/** `GET /api/actions`: grouped by name and type. */
export interface ActionGroups {
  groups: ActionGroup[]
}

export interface ActionGroup {
  action_name: string
  action_type: string
  count: number
  sessions: number
  users: number
  duration_p75: number
  /** Actions with a rage, dead or error click. */
  frustrated: number
}

/** `GET /api/long-tasks`: grouped by the view's path group. */
export interface LongTaskGroups {
  groups: LongTaskGroup[]
}

export interface LongTaskGroup {
  view_path_group: string
  count: number
  sessions: number
  duration_p75: number
  duration_p95: number
  duration_total: number
}

/** `GET /api/vitals`: grouped by the view's path group. */
export interface VitalGroups {
  groups: VitalGroup[]
}

export interface VitalGroup {
  view_path_group: string
  /** Number of views. */
  count: number
  lcp: Vital
  inp: Vital
  fcp: Vital
  ttfb: Vital
  /** A score; the others are ns. */
  cls: Vital
}

export interface Vital {
  /** Number of views that have this vital. */
  count: number
  p75: number
  /** Shares from 0 to 1 by the thresholds of web.dev; all 0 if no view has this vital. */
  good: number
  needs_improvement: number
  poor: number
}

/** `GET /api/releases`: health by version; docs/query.md has the formulas. */
export interface Releases {
  releases: Release[]
}

export interface Release {
  app_id: string
  version: string
  sessions: number
  users: number
  crashed: number
  abnormal: number
  errored: number
  healthy: number
  /** Shares from 0 to 1. */
  crash_free_sessions: number
  crash_free_users: number
  adoption: number
  user_adoption: number
  first_seen: number
  last_seen: number
}

/** A saved view or a dashboard: `/api/saved-views`, `/api/dashboards`, and `/{id}` below each. */
export interface SavedDocument {
  id: string
  /** Empty: applies to every application. */
  app_id: string
  name: string
  /** Name or path group of the view that shows the dashboard; empty for a saved view. */
  bound_to: string
  /** Content that only the explorer reads. */
  body: Record<string, unknown>
  /** ms since the epoch. */
  updated_at: number
}

export interface SavedDocuments {
  items: SavedDocument[]
}
