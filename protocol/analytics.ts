import { z } from 'zod'
import { foundEvent } from './query.ts'
import { count, cursor, nanoseconds, share, text, time } from './shape.ts'

/**
 * Aggregate answers, over many sessions or events. Percentiles count only events that have a value, and are 0 if none
 * has.
 */

/** `GET /api/sessions/count`, `GET /api/events/count`. */
export const countAnswer = z.object({ count })

const interval = z.int().describe('Width of a bucket in ms.')

/** `GET /api/sessions/histogram`, `GET /api/events/histogram`: every bucket of the range, including empty ones. */
export const histogram = z.object({
  interval,
  buckets: z.array(z.object({ time, count })),
})

const facetValues = z.array(z.object({ value: text, count })).describe('Most frequent first.')

/** `GET /api/sessions/facets`, `GET /api/events/facets`: in the order of the request. */
export const facets = z.object({
  facets: z.array(z.object({ key: text, values: facetValues })),
})

/** `GET /api/sessions/distribution`, `GET /api/events/distribution`: the values of a number field, in bars without gaps. */
export const distribution = z.object({
  bars: z
    .array(
      z.object({
        from: z.number().describe('The least value of the bar, in the unit of the field.'),
        to: z.number().describe('The least value of the next bar.'),
        count,
      }),
    )
    .describe('Of equal width or, if the values span several powers of ten, of equal ratio.'),
})

const measured = z.array(z.number().nullable())

/** `GET /api/sessions/measures`, `GET /api/events/measures`: numbers of all rows, or of each group of them. */
export const measures = z.object({
  measures: z.array(text).describe('Names of the numbers, in the order of the request.'),
  groups: z
    .array(
      z.object({
        values: z.array(text).describe('Value of each key of `by`; empty without one.'),
        totals: measured.describe(
          'Of the whole range, in the order of `measures`; null where no row has a value.',
        ),
        before: measured
          .optional()
          .describe('Of the period before, which is as long; present if it was asked for.'),
        buckets: z
          .array(z.object({ time, values: measured }))
          .optional()
          .describe('Every bucket of the range, including empty ones; present with `interval`.'),
      }),
    )
    .describe('The largest first.'),
})

/** `GET /api/sessions/differences`, `GET /api/events/differences`: the strongest difference first. */
export const differences = z.object({
  selected: count.describe('Rows that the search `of` finds.'),
  others: count.describe('All other rows of the range and the search `query`.'),
  differences: z.array(
    z.object({
      key: text,
      value: text,
      selected: count.describe('Rows with this value among those that `of` finds.'),
      others: count.describe('Rows with this value among the others.'),
      score: z
        .number()
        .describe(
          'Difference of the two shares that is certain at 95 %: the lower end of its interval.',
        ),
    }),
  ),
})

/** `GET /api/values`: for completion. */
export const values = z.object({ values: facetValues })

const field = z.object({
  key: text,
  kind: z.enum(['text', 'code', 'duration', 'bytes', 'number', 'flag']),
  of_session: z
    .boolean()
    .describe('True for a field of the session itself, false for a field of its events.'),
  measurement: text.describe(
    'The only measurement that has this field; empty if any measurement may have it.',
  ),
  is_facet: z.boolean().describe('True if the field has few enough values to offer them.'),
})

/** `GET /api/fields`: every key that a search may use, except custom attributes. */
export const fields = z.object({ fields: z.array(field) })

/** `GET /api/views`: grouped by path group. */
export const viewGroups = z.object({
  groups: z.array(
    z.object({
      view_path_group: text,
      count,
      sessions: count,
      users: count,
      errors: count.describe('Errors in all views of the group.'),
      loading_time_p75: nanoseconds,
      time_spent_p50: nanoseconds,
    }),
  ),
})

/** Errors with one fingerprint. */
export const errorGroup = z.object({
  app_id: text,
  fingerprint: text.describe(
    'Equal for errors with the same type, top frames and message, without its variable parts.',
  ),
  error_type: text,
  error_message: text.describe('Message of the newest error.'),
  error_source: text,
  count,
  unhandled: count,
  sessions: count,
  users: count,
  versions: z.array(text),
  first_seen: time.describe('ms since the epoch, over all stored errors and not only the range.'),
  last_seen: time,
  trend: z.array(count).describe('Counts over the range.'),
})

/** `GET /api/errors`: grouped by fingerprint. */
export const errorGroups = z.object({
  interval: interval.describe('Width of a step in `trend`, in ms.'),
  groups: z.array(errorGroup),
})

/** `GET /api/errors/{fingerprint}`: one group, and its errors, newest first. */
export const errorGroupDetail = z.object({
  group: errorGroup,
  interval: interval.describe('Width of a step in `trend`, in ms.'),
  events: z.array(foundEvent),
  next_cursor: cursor,
})

/** `GET /api/resources`: grouped by host and path group. */
export const resourceGroups = z.object({
  groups: z.array(
    z.object({
      resource_url_host: text,
      resource_url_path_group: text,
      count,
      sessions: count,
      duration_p50: nanoseconds,
      duration_p75: nanoseconds,
      duration_p95: nanoseconds,
      error_share: share.describe('Share of requests with a status of 400 or above.'),
      size_p50: z.number().min(0).describe('bytes'),
    }),
  ),
})

/** `GET /api/actions`: grouped by name and type. */
export const actionGroups = z.object({
  groups: z.array(
    z.object({
      action_name: text,
      action_type: text,
      count,
      sessions: count,
      users: count,
      duration_p75: nanoseconds,
      frustrated: count.describe('Actions with a rage, dead or error click.'),
    }),
  ),
})

/** `GET /api/long-tasks`: grouped by the view's path group. */
export const longTaskGroups = z.object({
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

const vital = z.object({
  count: count.describe('Number of views that have this vital.'),
  p75: z.number().describe('ns; a score for `cls`'),
  good: share.describe('Share by the thresholds of web.dev; 0 if no view has this vital.'),
  needs_improvement: share,
  poor: share,
})

/** `GET /api/vitals`: grouped by the view's path group. */
export const vitalGroups = z.object({
  groups: z.array(
    z.object({
      view_path_group: text,
      count: count.describe('Number of views.'),
      lcp: vital,
      inp: vital,
      fcp: vital,
      ttfb: vital,
      cls: vital,
    }),
  ),
})

/** A saved view or a dashboard: `/api/saved-views`, `/api/dashboards`, and `/{id}` below each. */
export const savedDocument = z.object({
  id: text,
  app_id: text.describe('Empty: applies to every application.'),
  name: text,
  bound_to: text.describe(
    'Values at whose records the dashboard is shown, as terms: `version:2.*`; empty for a saved view.',
  ),
  is_private: z
    .boolean()
    .describe('True: only the caller sees it. False: everyone who sees the application.'),
  body: z.record(text, z.unknown()).describe('Content that only the explorer reads.'),
  updated_at: time,
})

export const savedDocuments = z.object({ items: z.array(savedDocument) })

type GroupOf<Groups extends { groups: readonly unknown[] }> = Groups['groups'][number]

export type Count = z.infer<typeof countAnswer>
export type Histogram = z.infer<typeof histogram>
export type Differences = z.infer<typeof differences>
export type Distribution = z.infer<typeof distribution>
export type Measures = z.infer<typeof measures>
export type MeasuredGroup = GroupOf<Measures>
export type Facets = z.infer<typeof facets>
export type Facet = Facets['facets'][number]
export type FacetValue = Facet['values'][number]
export type Values = z.infer<typeof values>
export type Field = z.infer<typeof field>
export type ViewGroups = z.infer<typeof viewGroups>
export type ViewGroup = GroupOf<ViewGroups>
export type ErrorGroup = z.infer<typeof errorGroup>
export type ErrorGroups = z.infer<typeof errorGroups>
export type ErrorGroupDetail = z.infer<typeof errorGroupDetail>
export type ResourceGroups = z.infer<typeof resourceGroups>
export type ResourceGroup = GroupOf<ResourceGroups>
export type ActionGroups = z.infer<typeof actionGroups>
export type ActionGroup = GroupOf<ActionGroups>
export type LongTaskGroups = z.infer<typeof longTaskGroups>
export type LongTaskGroup = GroupOf<LongTaskGroups>
export type Vital = z.infer<typeof vital>
export type VitalGroups = z.infer<typeof vitalGroups>
export type VitalGroup = GroupOf<VitalGroups>
export type SavedDocument = z.infer<typeof savedDocument>
export type SavedDocuments = z.infer<typeof savedDocuments>
