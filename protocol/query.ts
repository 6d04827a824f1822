import type { ResolvedFrame } from './sourceMaps.ts'

/**
 * The query API's shapes: what the collector answers and the explorer shows. Keys are wire names; durations
 * are nanoseconds, times are milliseconds since the epoch, as on the wire.
 */

/** The rolled-up session: one row of the explorer's table. */
export interface SessionSummary {
  app_id: string
  session_id: string
  /** `user` or `synthetics`. */
  session_type: string
  /** ms since the epoch: the earliest event. */
  session_start: number
  /** ns from the start to the end of the last event. */
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
  /** Whether an error of it was not handled. */
  session_has_crashed: boolean
  /** Of its health record; empty where it has none, as debug sessions and those of other SDKs. */
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

/** `GET /api/sessions?from&to&app_id&query&sort&limit&cursor`, newest first where no other order is asked for. */
export interface SessionList {
  sessions: SessionSummary[]
  /** Pass as `cursor` for the next page; absent on the last one. */
  next_cursor?: string
}

/** One stored event of a session. */
export interface SessionEvent {
  event_id: string
  type: 'view' | 'resource' | 'error' | 'action' | 'long_task'
  /** ms since the epoch, by the visitor's clock. */
  time: number
  /** ms since the epoch: when the collector received it. */
  received_at: number
  /** ns; 0 where the measurement has none. For a view: its `time_spent`. */
  duration: number
  view_id: string
  view_name: string
  view_url: string
  action_id: string
  /** Action name, resource URL, error message, or the view's URL. */
  name: string
  /** Resource type, error type, action type or view loading type. */
  sub_type: string
  /** Error source; empty for the rest. */
  source: string
  /** Resource status; empty for the rest. */
  status: string
  /** Resource method; empty for the rest. */
  method: string
  /** Error stack; empty for the rest. */
  stack: string
  /** Its frames, where source maps of the event's release are stored; absent otherwise. */
  resolved_stack?: ResolvedFrame[]
  /** All further tags and fields, custom context included, under their wire names. */
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

/** Every 4xx and 5xx of the collector, the intake's included; the keys are a DataKit's. */
export interface ErrorAnswer {
  error_code: string
  message: string
}
