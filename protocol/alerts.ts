import { z } from 'zod'
import {
  ALERT_CONDITIONS,
  ALERT_ENDINGS,
  ALERT_FIELDS,
  ALERT_MEASURES,
  ALERT_STATES,
  ALERT_WINDOWS,
  DELIVERY_STATES,
  isThreshold,
} from './alertRules.ts'
import { EVENT_TYPES } from './fields.ts'
import { count, text, time } from './shape.ts'

/** Bodies and answers of `/api/alerts`: docs/alerts.md has the meaning of a rule. */

/** An address has no user name and password: everyone who sees the alert could read them. */
const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'an http:// or https:// address' })
  .max(2048)
  .regex(/^\w+:\/\/[^/?#@]+(?:[/?#]|$)/, 'an address without a user name and password')

const rule = z.object({
  name: text.trim().min(1, 'a name is needed').max(200),
  app_id: text.max(1024).default('').describe('One application; empty: all of them together.'),
  query: text
    .max(5000)
    .default('')
    .describe(
      'Search of docs/query.md: over sessions if `measure` is `sessions`, otherwise over events.',
    ),
  measure: z
    .enum(ALERT_MEASURES)
    .describe(
      'Number of events, sessions or users; share of sessions without a crash, 0 to 1; 75th percentile of `field`; `no_data` fires when no event matches.',
    ),
  event_type: z
    .enum(['', ...EVENT_TYPES])
    .default('')
    .describe('Events of one type; empty: of any. For `events`, `users` and `no_data`.'),
  field: z
    .enum(['', ...ALERT_FIELDS])
    .default('')
    .describe('Field of `p75`; ns, and a score for `cls`.'),
  condition: z
    .enum(ALERT_CONDITIONS)
    .default('above')
    .describe(
      'Compares the value with `threshold`, or its change against the window before with `threshold` percent.',
    ),
  threshold: z.number().min(0).max(1e15).default(0),
  window_minutes: z
    .union(ALERT_WINDOWS.map((minutes) => z.literal(minutes)))
    .default(15)
    .describe('Length of the window that is measured.'),
  for_minutes: z
    .int()
    .min(0)
    .max(60)
    .default(0)
    .describe('Time for which the condition must hold before the alert fires.'),
  min_samples: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe(
      'Fewer sessions, views or requests than this decide nothing. Counts against a threshold have none.',
    ),
  webhook: z
    .union([z.literal(''), webhookUrl])
    .default('')
    .describe(
      'Address that gets a signed POST for each change; empty: shown in the explorer only.',
    ),
  is_enabled: z.boolean().default(true),
})

/** `POST /api/alerts`, `PUT /api/alerts/{id}`, `POST /api/alerts/preview` */
export const alertDraft = rule.superRefine((draft, { addIssue }) => {
  if (draft.measure === 'p75' && draft.field === '') {
    addIssue({
      code: 'custom',
      path: ['field'],
      message: `needed with p75: ${ALERT_FIELDS.join(', ')}`,
    })
  }
  if (draft.measure === 'crash_free' && isThreshold(draft.condition) && draft.threshold > 1) {
    addIssue({ code: 'custom', path: ['threshold'], message: 'a share, from 0 to 1' })
  }
  if (!isThreshold(draft.condition) && draft.threshold === 0) {
    addIssue({ code: 'custom', path: ['threshold'], message: 'a change of more than 0 percent' })
  }
})

const delivery = z.object({
  state: z
    .enum(DELIVERY_STATES)
    .describe('`none` without a webhook; `failed` after the last attempt.'),
  attempts: count,
  status: z.int().optional().describe('Status of the last answer.'),
  problem: text.optional().describe('Reason why the last attempt failed.'),
  delivered_at: time.optional(),
})

const change = z.object({
  id: text.describe('The same for every attempt to deliver it.'),
  time,
  from: z.enum(ALERT_STATES),
  to: z.enum(ALERT_STATES),
  reason: z
    .enum(ALERT_ENDINGS)
    .optional()
    .describe('Present if the rule, and not its measure, changed.'),
  value: z.number().nullable().describe('`null` if there was nothing to measure.'),
  previous: z.number().nullable().optional().describe('Value of the window before.'),
  samples: count,
  delivery,
})

const alert = rule.extend({
  id: text,
  updated_at: time,
  updated_by: text,
  state: z.enum(ALERT_STATES).describe('`new` until the first check.'),
  since: time.optional().describe('Time of the last change of the state.'),
  checked_at: time.optional(),
  value: z.number().nullable().optional().describe('At the last check.'),
  previous: z.number().nullable().optional(),
  samples: count.optional(),
  problem: text.optional().describe('Reason why the last check measured nothing.'),
  recent: z
    .array(z.object({ time, value: z.number().nullable() }))
    .describe('Values of the last checks, oldest first.'),
})

/** `GET /api/alerts`: firing ones first. */
export const alertList = z.object({ alerts: z.array(alert), firing: count })

/** `GET /api/alerts/{id}`: changes with the newest first. */
export const alertDetail = z.object({ alert, changes: z.array(change) })

/** The only answers that hold the secret with which messages are signed. */
export const createdAlert = z.object({ alert, secret: text })
export const alertSecret = z.object({ secret: text })

/** `POST /api/alerts/{id}/test` */
export const alertTest = z.object({
  is_delivered: z.boolean(),
  status: z.int().optional(),
  ms: count,
  problem: text.optional(),
})

/** `POST /api/alerts/preview`: what the rule would have measured and done, one window after another. */
export const alertPreview = z.object({
  step: z.int().describe('Width of a window in ms.'),
  points: z.array(
    z.object({
      time: time.describe('Start of the window.'),
      value: z.number().nullable(),
      samples: count,
    }),
  ),
  firing: z
    .array(z.object({ from: time, to: time }))
    .describe('Times in which the alert would have fired.'),
})

/** Body of the message to a webhook. */
export const alertMessage = z.object({
  type: z.enum(['alert.firing', 'alert.resolved', 'alert.no_data', 'alert.test']),
  timestamp: text.describe('ISO 8601.'),
  data: z.object({
    alert_id: text,
    name: text,
    app_id: text,
    query: text,
    measure: z.enum(ALERT_MEASURES),
    event_type: text,
    field: text,
    condition: z.enum(ALERT_CONDITIONS),
    threshold: z.number(),
    window_minutes: z.int(),
    value: z.number().nullable(),
    previous: z.number().nullable(),
    samples: count,
    reason: z.enum(ALERT_ENDINGS).nullable(),
    since: time.describe('Start of the state.'),
    url: text.nullable().describe('Page of the alert; `null` without `--public-url`.'),
  }),
})

export type AlertRule = z.output<typeof rule>
export type AlertDraft = z.input<typeof rule>
export type Alert = z.infer<typeof alert>
export type AlertList = z.infer<typeof alertList>
export type AlertDetail = z.infer<typeof alertDetail>
export type AlertChange = z.infer<typeof change>
export type AlertDelivery = z.infer<typeof delivery>
export type AlertTest = z.infer<typeof alertTest>
export type AlertPreview = z.infer<typeof alertPreview>
export type AlertMessage = z.infer<typeof alertMessage>
export type CreatedAlert = z.infer<typeof createdAlert>
export type AlertSecret = z.infer<typeof alertSecret>
