/**
 * Answers of the query API that are about many sessions or events at once. Keys, units and times are those of
 * `query.ts`; a percentile is of the events that have a value, 0 where none has.
 */
import type { SessionEvent } from './query.ts'

/** `GET /api/sessions/count`, `GET /api/events/count`. */
export interface Count {
  count: number
}

/** `GET /api/sessions/histogram`, `GET /api/events/histogram`: every bucket of the range, empty ones too. */
export interface Histogram {
  /** ms: the width of a bucket. */
  interval: number
  buckets: { time: number; count: number }[]
}

/** `GET /api/sessions/facets`, `GET /api/events/facets`: in the order that was asked for. */
export interface Facets {
  facets: Facet[]
}

export interface Facet {
  key: string
  /** The most frequent first. */
  values: FacetValue[]
}

export interface FacetValue {
  value: string
  count: number
}

/** `GET /api/values`: for completion, the most frequent first. */
export interface Values {
  values: FacetValue[]
}

/** `GET /api/fields`: every key that a search may use, but for custom attributes. */
export interface Fields {
  fields: Field[]
}

export interface Field {
  key: string
  kind: 'text' | 'code' | 'duration' | 'bytes' | 'number' | 'flag'
  /** Whether a session has it as a whole; otherwise its events have it. */
  of_session: boolean
  /** The only measurement that has it; empty where any may. */
  measurement: string
}

/** An event outside of its session. */
export interface FoundEvent extends SessionEvent {
  app_id: string
  session_id: string
}

/** `GET /api/events`, newest first. */
export interface EventList {
  events: FoundEvent[]
  next_cursor?: string
}

/** `GET /api/views`: by path group. */
export interface ViewGroups {
  groups: ViewGroup[]
}

export interface ViewGroup {
  view_path_group: string
  count: number
  sessions: number
  users: number
  /** Of all its views. */
  errors: number
  loading_time_p75: number
  time_spent_p50: number
}

/** `GET /api/errors`: by fingerprint. */
export interface ErrorGroups {
  /** ms: the width of a step in `trend`. */
  interval: number
  groups: ErrorGroup[]
}

export interface ErrorGroup {
  app_id: string
  /** Equal for errors of one type, message without what varies in it, and top frames. */
  fingerprint: string
  error_type: string
  /** The newest one's. */
  error_message: string
  error_source: string
  count: number
  unhandled: number
  sessions: number
  users: number
  versions: string[]
  /** ms since the epoch, of all that is stored and not only of the range. */
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

/** `GET /api/resources`: by host and path group. */
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
  /** 0 to 1: with a status of 400 and above. */
  error_share: number
  /** Bytes. */
  size_p50: number
}

/** `GET /api/actions`: by name and type. */
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
  /** With a rage, dead or error click. */
  frustrated: number
}

/** `GET /api/long-tasks`: by the view's path group. */
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

/** `GET /api/vitals`: by the view's path group. */
export interface VitalGroups {
  groups: VitalGroup[]
}

export interface VitalGroup {
  view_path_group: string
  /** Views. */
  count: number
  lcp: Vital
  inp: Vital
  fcp: Vital
  ttfb: Vital
  /** A score; the others are ns. */
  cls: Vital
}

export interface Vital {
  /** Views that have it. */
  count: number
  p75: number
  /** Shares from 0 to 1 by the thresholds of web.dev; 0 each where no view has it. */
  good: number
  needs_improvement: number
  poor: number
}

/** `GET /api/releases`: health by version, formulas in docs/query.md. */
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

/** `/api/saved-views` and `/api/dashboards`, and below with an id. */
export interface SavedDocument {
  id: string
  /** Empty: for every application. */
  app_id: string
  name: string
  /** The view (by its name or path group) at which a dashboard is shown; empty for a saved view. */
  bound_to: string
  /** What the explorer keeps of it. */
  body: Record<string, unknown>
  /** ms since the epoch. */
  updated_at: number
}

export interface SavedDocuments {
  items: SavedDocument[]
}
