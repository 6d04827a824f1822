import type { ResolvedFrame } from './sourceMaps.ts'

/**
 * Answers of the query API, which the collector sends and the explorer shows. As on the wire, keys are wire names,
 * durations are nanoseconds, and times are milliseconds since the epoch.
 */

/** The rolled-up session: one row of the explorer's table. */
export interface SessionSummary {
  app_id: string
  session_id: string
  /** `user` or `synthetics`. */
  session_type: string
  /** Time of the earliest event, ms since the epoch. */
  session_start: number
  /** Time from the start to the end of the last event, ns. */
  time_spent: number
  userid: string
  user_name: string
  user_email: string
  env: string
  service: string
  version: string
  browser: string
  browser_version: string
  os: string
  device: string
  country: string
  city: string
  /** True if the session has an unhandled error. */
  session_has_crashed: boolean
  /** Status in the health record; empty without a record, as for debug sessions and other SDKs. */
  session_status: SessionStatus | ''
  session_referrer: string
  session_view_count: number
  session_resource_count: number
  session_action_count: number
  session_error_count: number
  session_long_task_count: number
  session_first_view: ViewReference
  session_last_view: ViewReference
}

export type SessionStatus = 'ok' | 'exited' | 'crashed' | 'unhandled' | 'abnormal'

export interface ViewReference {
  id: string
  url: string
  path: string
  name: string
}

/** `GET /api/sessions?from&to&app_id&query&sort&limit&cursor`, newest first by default. */
export interface SessionList {
  sessions: SessionSummary[]
  /** Pass as `cursor` for the next page; absent on the last one. */
  next_cursor?: string
}

/** One stored event of a session. */
export interface SessionEvent {
  event_id: string
  type: 'view' | 'resource' | 'error' | 'action' | 'long_task'
  /** Time by the visitor's clock, ms since the epoch. */
  time: number
  /** Time at which the collector received the event, ms since the epoch. */
  received_at: number
  /** ns; 0 if the measurement has no duration. For a view: its `time_spent`. */
  duration: number
  view_id: string
  view_name: string
  view_url: string
  action_id: string
  /** Name of an action, URL of a resource or view, message of an error. */
  name: string
  /** Resource type, error type, action type or view loading type. */
  sub_type: string
  /** Error source; empty for other events. */
  source: string
  /** Resource status; empty for other events. */
  status: string
  /** Resource method; empty for other events. */
  method: string
  /** Error stack; empty for other events. */
  stack: string
  /** Frames of the stack, if source maps of the event's release are stored; absent otherwise. */
  resolved_stack?: ResolvedFrame[]
  /** All other tags and fields, including custom context, under their wire names. */
  attributes: Record<string, string | number | boolean>
  /** Present where texts were shortened: the id for `GET /api/events/{id}`, which has them whole. */
  whole?: string
}

/** `GET /api/sessions/{session_id}?app_id&cursor&limit`, events in time order. */
export interface SessionDetail {
  session: SessionSummary
  events: SessionEvent[]
  next_cursor?: string
}

/** Body of every 4xx and 5xx answer of the collector, including the intake. The keys are a DataKit's. */
export interface ErrorAnswer {
  error_code: string
  message: string
}
