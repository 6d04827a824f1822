import { z } from 'zod'
import type * as analytics from '../../../protocol/analytics.ts'
import type * as sessions from '../../../protocol/query.ts'
import type { ResolvedFrame } from '../../../protocol/sourceMaps.ts'
import { EVENT_TYPES } from './eventList.ts'

/** The answers as OpenAPI shows them. Typed by `protocol/`, so that neither can say what the other does not. */

const text = z.string()
const count = z.int().min(0)
const nanoseconds = z.number().min(0).describe('ns')
const time = z.int().describe('ms since the epoch')
const share = z.number().min(0).max(1)
const cursor = text.optional().describe('for the next page; absent on the last one')

const view: z.ZodType<sessions.ViewReference> = z.object({
  id: text,
  url: text,
  path: text,
  name: text,
})

const session: z.ZodType<sessions.SessionSummary> = z.object({
  app_id: text,
  session_id: text,
  session_type: text,
  session_start: time,
  time_spent: nanoseconds,
  userid: text,
  user_name: text,
  user_email: text,
  env: text,
  service: text,
  version: text,
  browser: text,
  browser_version: text,
  os: text,
  device: text,
  country: text,
  city: text,
  session_has_crashed: z.boolean(),
  session_status: z.enum(['', 'ok', 'exited', 'crashed', 'unhandled', 'abnormal']),
  session_referrer: text,
  session_view_count: count,
  session_resource_count: count,
  session_action_count: count,
  session_error_count: count,
  session_long_task_count: count,
  session_first_view: view,
  session_last_view: view,
})

const frame: z.ZodType<ResolvedFrame> = z.object({
  raw: text,
  function: text.optional(),
  original: z
    .object({
      source: text,
      line: count,
      column: count,
      context: z.object({ first_line: count, lines: z.array(text) }).optional(),
    })
    .optional(),
  reason: z.enum(['no_position', 'no_map', 'ambiguous_map', 'bad_map', 'not_in_map']).optional(),
}) as z.ZodType<ResolvedFrame>

const eventShape = {
  event_id: text,
  type: z.enum(EVENT_TYPES),
  time,
  received_at: time,
  duration: nanoseconds,
  view_id: text,
  view_name: text,
  view_url: text,
  action_id: text,
  name: text,
  sub_type: text,
  source: text,
  status: text,
  method: text,
  stack: text,
  resolved_stack: z
    .array(frame)
    .optional()
    .describe('its frames, where source maps of the release are stored'),
  attributes: z.record(text, z.union([text, z.number(), z.boolean()])),
  whole: text.optional().describe('where texts were shortened: the id for /api/events/{id}'),
}

export const foundEvent = z.object({
  app_id: text,
  session_id: text,
  ...eventShape,
}) as z.ZodType<analytics.FoundEvent>

export const sessionList: z.ZodType<sessions.SessionList> = z.object({
  sessions: z.array(session),
  next_cursor: cursor,
}) as z.ZodType<sessions.SessionList>

export const sessionDetail: z.ZodType<sessions.SessionDetail> = z.object({
  session,
  events: z.array(z.object(eventShape) as z.ZodType<sessions.SessionEvent>),
  next_cursor: cursor,
}) as z.ZodType<sessions.SessionDetail>

export const countAnswer: z.ZodType<analytics.Count> = z.object({ count })

export const histogram: z.ZodType<analytics.Histogram> = z.object({
  interval: z.int().describe('ms'),
  buckets: z.array(z.object({ time, count })),
})

const facetValues = z.array(z.object({ value: text, count }))

export const facets: z.ZodType<analytics.Facets> = z.object({
  facets: z.array(z.object({ key: text, values: facetValues })),
})

export const values: z.ZodType<analytics.Values> = z.object({ values: facetValues })

export const fields: z.ZodType<analytics.Fields> = z.object({
  fields: z.array(
    z.object({
      key: text,
      kind: z.enum(['text', 'code', 'duration', 'bytes', 'number', 'flag']),
      of_session: z.boolean(),
      measurement: text,
    }),
  ),
})

export const eventList: z.ZodType<analytics.EventList> = z.object({
  events: z.array(foundEvent),
  next_cursor: cursor,
}) as z.ZodType<analytics.EventList>

export const viewGroups: z.ZodType<analytics.ViewGroups> = z.object({
  groups: z.array(
    z.object({
      view_path_group: text,
      count,
      sessions: count,
      users: count,
      errors: count,
      loading_time_p75: nanoseconds,
      time_spent_p50: nanoseconds,
    }),
  ),
})

const errorGroup: z.ZodType<analytics.ErrorGroup> = z.object({
  app_id: text,
  fingerprint: text,
  error_type: text,
  error_message: text,
  error_source: text,
  count,
  unhandled: count,
  sessions: count,
  users: count,
  versions: z.array(text),
  first_seen: time,
  last_seen: time,
  trend: z.array(count),
})

export const errorGroups: z.ZodType<analytics.ErrorGroups> = z.object({
  interval: z.int().describe('ms'),
  groups: z.array(errorGroup),
})

export const errorGroupDetail: z.ZodType<analytics.ErrorGroupDetail> = z.object({
  group: errorGroup,
  interval: z.int().describe('ms'),
  events: z.array(foundEvent),
  next_cursor: cursor,
}) as z.ZodType<analytics.ErrorGroupDetail>

export const resourceGroups: z.ZodType<analytics.ResourceGroups> = z.object({
  groups: z.array(
    z.object({
      resource_url_host: text,
      resource_url_path_group: text,
      count,
      sessions: count,
      duration_p50: nanoseconds,
      duration_p75: nanoseconds,
      duration_p95: nanoseconds,
      error_share: share,
      size_p50: z.number().min(0).describe('bytes'),
    }),
  ),
})

export const actionGroups: z.ZodType<analytics.ActionGroups> = z.object({
  groups: z.array(
    z.object({
      action_name: text,
      action_type: text,
      count,
      sessions: count,
      users: count,
      duration_p75: nanoseconds,
      frustrated: count,
    }),
  ),
})

export const longTaskGroups: z.ZodType<analytics.LongTaskGroups> = z.object({
  groups: z.array(
    z.object({
      view_path_group: text,
      count,
      sessions: count,
      duration_p75: nanoseconds,
      duration_p95: nanoseconds,
      duration_total: nanoseconds,
    }),
  ),
})

const vital: z.ZodType<analytics.Vital> = z.object({
  count,
  p75: z.number(),
  good: share,
  needs_improvement: share,
  poor: share,
})

export const vitalGroups: z.ZodType<analytics.VitalGroups> = z.object({
  groups: z.array(
    z.object({
      view_path_group: text,
      count,
      lcp: vital,
      inp: vital,
      fcp: vital,
      ttfb: vital,
      cls: vital,
    }),
  ),
})

export const releases: z.ZodType<analytics.Releases> = z.object({
  releases: z.array(
    z.object({
      app_id: text,
      version: text,
      sessions: count,
      users: count,
      crashed: count,
      abnormal: count,
      errored: count,
      healthy: count,
      crash_free_sessions: share,
      crash_free_users: share,
      adoption: share,
      user_adoption: share,
      first_seen: time,
      last_seen: time,
    }),
  ),
})

export const savedDocument: z.ZodType<analytics.SavedDocument> = z.object({
  id: text,
  app_id: text,
  name: text,
  bound_to: text,
  body: z.record(text, z.unknown()),
  updated_at: time,
})

export const savedDocuments: z.ZodType<analytics.SavedDocuments> = z.object({
  items: z.array(savedDocument),
})
