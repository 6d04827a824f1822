import { z } from 'zod'
import {
  isLinkTemplate,
  LOG_LINK_NAMES,
  MAX_APPLICATION_ID,
  MAX_ORIGINS,
  MAX_RETENTION_DAYS,
  ORIGIN_PATTERN,
  TRACE_LINK_NAMES,
} from './applicationRules.ts'
import { text, time } from './shape.ts'

/** Bodies and answers of the routes of applications: who may send events, and what is kept of them. */

const origin = text.regex(
  ORIGIN_PATTERN,
  'an origin in lower case, such as https://shop.example or https://*.shop.example',
)
const toLink = (names: readonly string[]) =>
  text.refine(
    (template) => template === '' || isLinkTemplate(template, names),
    `an http or https address with one of ${names.map((name) => `{${name}}`).join(' ')} after its host`,
  )
/** `https://traces.example/trace/{trace_id}`; empty: none. */
export const traceLink = toLink(TRACE_LINK_NAMES)
/** `https://logs.example/search?trace={trace_id}&from={from}&to={to}`; empty: none. */
export const logLink = toLink(LOG_LINK_NAMES)

export const applicationId = text.min(1).max(MAX_APPLICATION_ID)
export const origins = z.array(origin).max(MAX_ORIGINS)
export const retentionDays = z.int().min(1).max(MAX_RETENTION_DAYS)
export const sampleRate = z.number().min(0).max(100)
export const eventsPerSecond = z.number().min(0).max(1e6)

const applicationToken = z.object({
  token: text,
  created: time.optional().describe('Absent for a token of the file.'),
  created_by: text.optional(),
})

const application = z.object({
  id: text,
  tokens: z
    .array(applicationToken)
    .describe('Public: its holder can send events and nothing else. None: the id is enough.'),
  origins: z.array(text).describe('None: any origin may send.'),
  retention_days: retentionDays.describe('For events that arrive from now on.'),
  has_own_retention: z.boolean().describe('False: it has that of `--retention-days`.'),
  sample_rate: sampleRate.describe('Percentage of sessions that are stored.'),
  events_per_second: eventsPerSecond.describe('On average; 0: no limit.'),
  trace_link: text.describe('Template of a link to the tracing system; empty: none.'),
  log_link: text.describe('Template of a link to the log system; empty: none.'),
  is_in_file: z
    .boolean()
    .describe('The file of `--applications` declares it: no request changes it.'),
  created: time.optional(),
  created_by: text.optional(),
})

/** `GET /api/applications` */
export const applicationList = z.object({
  applications: z.array(application),
  others_may_send: z
    .boolean()
    .describe('Events of applications that are not listed are stored. False if there is a file.'),
  file: text.optional().describe('Path of the file of `--applications`, if there is one.'),
  retention_days: retentionDays.describe('`--retention-days`'),
})

/** `POST /api/applications` */
export const newApplication = z.strictObject({
  id: applicationId,
  has_token: z.boolean().default(true).describe('Creates the first token.'),
})
export const createdApplication = application

/** `PATCH /api/applications/{id}` */
export const changedApplication = z.strictObject({
  origins: origins.optional(),
  retention_days: retentionDays.nullable().optional().describe('`null`: `--retention-days`'),
  sample_rate: sampleRate.optional(),
  events_per_second: eventsPerSecond.optional(),
  trace_link: traceLink.optional(),
  log_link: logLink.optional(),
})

/** `PATCH /api/applications` */
export const changedIntake = z.strictObject({ others_may_send: z.boolean() })

/** `GET /api/links`: of the applications that the caller may see and that have one. */
export const linkList = z.object({
  links: z.array(z.object({ app_id: text, trace_link: text, log_link: text })),
})

export type Application = z.infer<typeof application>
export type ApplicationList = z.infer<typeof applicationList>
export type ChangedApplication = z.infer<typeof changedApplication>
export type LinkList = z.infer<typeof linkList>
