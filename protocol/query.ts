import { z } from 'zod'
import { COLLECTED, COMPUTED } from './dictionary/collected.ts'
import { SESSION } from './dictionary/session.ts'
import { COMMON, MEASUREMENTS } from './measurements.ts'
import { cursor, text, toListedShape, toSummaryShape } from './shape.ts'
import { resolvedFrame } from './sourceMaps.ts'

/** Answers about sessions and events, as the collector checks, documents and sends them. Their keys are the dictionary's. */

const viewReference = z.object({ id: text, url: text, path: text, name: text })

export const SESSION_STATUSES = ['ok', 'exited', 'crashed', 'unhandled', 'abnormal'] as const

export const SESSION_HEALTHS = ['crashed', 'abnormal', 'errored', 'healthy'] as const

const sessionSummary = z.object({
  ...toSummaryShape(COMMON.tags),
  ...toSummaryShape(COLLECTED.tags),
  ...toListedShape(SESSION),
  session_status: z.enum(['', ...SESSION_STATUSES]).describe(SESSION.session_status.about),
  session_health: z.enum(SESSION_HEALTHS).describe(SESSION.session_health.about),
  session_first_view: viewReference,
  session_last_view: viewReference,
})

/** `GET /api/sessions?from&to&app_id&query&sort&limit&cursor`, newest first by default. */
export const sessionList = z.object({ sessions: z.array(sessionSummary), next_cursor: cursor })

const shared = {
  ...toListedShape(COMPUTED),
  ...toListedShape(COMMON.tags),
  ...toListedShape(COMMON.fields),
  attributes: z
    .record(text, z.union([text, z.number(), z.boolean()]))
    .describe('All other tags and fields, including custom context, under their wire names.'),
  whole: text
    .optional()
    .describe('Present where texts were shortened: the id for `GET /api/events/{id}`.'),
}
const { view, resource, action, error, long_task, log } = MEASUREMENTS

/** Stacks of an error, or of the log of one, where source maps of the event's release are stored. */
const resolvedStacks = {
  resolved_stack: z.array(resolvedFrame).optional().describe('Frames of `error_stack`.'),
  resolved_causes: z
    .array(z.array(resolvedFrame))
    .optional()
    .describe(
      'Frames of each of the `error_causes`, in their order; none for a cause without a stack.',
    ),
  resolved_handling_stack: z
    .array(resolvedFrame)
    .optional()
    .describe('Frames of `error_handling_stack`.'),
}

const viewEvent = z.object({
  ...shared,
  type: z.literal('view'),
  ...toListedShape(view.tags),
  ...toListedShape(view.fields),
})
const resourceEvent = z.object({
  ...shared,
  type: z.literal('resource'),
  ...toListedShape(resource.tags),
  ...toListedShape(resource.fields),
})
const actionEvent = z.object({
  ...shared,
  type: z.literal('action'),
  ...toListedShape(action.tags),
  ...toListedShape(action.fields),
})
const errorEvent = z.object({
  ...shared,
  type: z.literal('error'),
  ...toListedShape(error.tags),
  ...toListedShape(error.fields),
  fingerprint: text.describe(COMPUTED.fingerprint.about),
  ...resolvedStacks,
})
const longTaskEvent = z.object({
  ...shared,
  type: z.literal('long_task'),
  ...toListedShape(long_task.tags),
  ...toListedShape(long_task.fields),
})
const logEvent = z.object({
  ...shared,
  type: z.literal('log'),
  ...toListedShape(log.tags),
  ...toListedShape(log.fields),
  ...resolvedStacks,
})

const sessionEvent = z.discriminatedUnion('type', [
  viewEvent,
  resourceEvent,
  actionEvent,
  errorEvent,
  longTaskEvent,
  logEvent,
])

/** `GET /api/sessions/{session_id}?app_id&cursor&limit`, events in time order. */
export const sessionDetail = z.object({
  session: sessionSummary,
  events: z.array(sessionEvent),
  next_cursor: cursor,
})

/** Kinds of marks on the picture of a session. Views and requests that worked have none. */
export const JOURNEY_MARKS = [
  'crash',
  'error',
  'failed_request',
  'frustration',
  'long_task',
  'action',
] as const

const journeyEvent = z.object({
  event_id: text,
  type: z.enum(['view', 'resource', 'action', 'error', 'long_task', 'log']),
  time: z.number().describe('ms since the epoch.'),
  duration: z.number().describe('ns; of a view the time that was spent on it.'),
  name: text.describe('Name, message or address, cut to 120 characters; empty without a mark.'),
  mark: z.enum(JOURNEY_MARKS).optional(),
})

/** `GET /api/sessions/{session_id}/journey?app_id`: all events at once, in time order, with little of each. */
export const sessionJourney = z.object({
  events: z.array(journeyEvent),
  is_whole: z.boolean().describe('False for a session of more than 30,000 events.'),
})

const owner = { app_id: text, session_id: text }

/** An event outside its session. */
export const foundEvent = z.discriminatedUnion('type', [
  viewEvent.extend(owner),
  resourceEvent.extend(owner),
  actionEvent.extend(owner),
  errorEvent.extend(owner),
  longTaskEvent.extend(owner),
  logEvent.extend(owner),
])

/** `GET /api/events`, newest first. */
export const eventList = z.object({ events: z.array(foundEvent), next_cursor: cursor })

/** Body of every 4xx and 5xx answer of the collector, including the intake. The keys are a DataKit's. */
export const errorAnswer = z.object({ error_code: text, message: text })

export type ViewReference = z.infer<typeof viewReference>
export type SessionHealth = (typeof SESSION_HEALTHS)[number]
export type SessionStatus = (typeof SESSION_STATUSES)[number]
export type SessionSummary = z.infer<typeof sessionSummary>
export type SessionList = z.infer<typeof sessionList>
export type ErrorEvent = z.infer<typeof errorEvent>
export type SessionEvent = z.infer<typeof sessionEvent>
export type JourneyEvent = z.infer<typeof journeyEvent>
export type SessionJourney = z.infer<typeof sessionJourney>
export type SessionDetail = z.infer<typeof sessionDetail>
export type FoundEvent = z.infer<typeof foundEvent>
export type EventList = z.infer<typeof eventList>
export type ErrorAnswer = z.infer<typeof errorAnswer>
