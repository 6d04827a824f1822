import { isThreshold } from '../../../../protocol/alertRules.ts'
import type { Alert, AlertDraft, AlertRule } from '../../../../protocol/alerts.ts'

/** The form as a person fills it in: numbers are texts, durations ms, shares percent. */
export interface AlertForm
  extends Pick<
    AlertRule,
    | 'name'
    | 'app_id'
    | 'query'
    | 'measure'
    | 'event_type'
    | 'field'
    | 'condition'
    | 'window_minutes'
    | 'webhook'
    | 'is_enabled'
  > {
  threshold: string
  for_minutes: string
  min_samples: string
}

export type FormProblem =
  | 'nameMissing'
  | 'thresholdBad'
  | 'percentBad'
  | 'changeBad'
  | 'forBad'
  | 'samplesBad'
  | 'webhookBad'

export type FormProblems = Partial<Record<keyof AlertForm, FormProblem>>

const NS_PER_MS = 1e6

/** Unit of a rule's threshold, as the form shows it. */
export function toUnit({
  measure,
  field,
  condition,
}: Pick<AlertForm, 'measure' | 'field' | 'condition'>):
  | 'count'
  | 'ms'
  | 'percent'
  | 'change'
  | 'score' {
  if (!isThreshold(condition)) {
    return 'change'
  }
  if (measure === 'crash_free') {
    return 'percent'
  }
  return measure !== 'p75' ? 'count' : field === 'cls' ? 'score' : 'ms'
}

const SCALES = { count: 1, ms: NS_PER_MS, percent: 0.01, change: 1, score: 1 } as const

/** Parameters of `/alerts/new`, with which a list opens the form. */
export function toNewForm(search: URLSearchParams): AlertForm {
  const measure = search.get('measure') === 'sessions' ? 'sessions' : 'events'
  const type = search.get('event_type') ?? (search.has('query') ? '' : 'error')
  return {
    name: '',
    app_id: search.get('app_id') ?? '',
    query: search.get('query') ?? '',
    measure,
    event_type: measure === 'sessions' ? '' : (type as AlertForm['event_type']),
    field: '',
    condition: 'above',
    threshold: '10',
    window_minutes: 15,
    for_minutes: '0',
    min_samples: '0',
    webhook: '',
    is_enabled: true,
  }
}

export function toForm(alert: Alert): AlertForm {
  const scale = SCALES[toUnit(alert)]
  return {
    ...alert,
    threshold: String(Number((alert.threshold / scale).toPrecision(12))),
    for_minutes: String(alert.for_minutes),
    min_samples: String(alert.min_samples),
  }
}

/** Finds what must be corrected before the form can be sent. */
export function findProblems(form: AlertForm): FormProblems {
  const threshold = toNumber(form.threshold)
  const minutes = toNumber(form.for_minutes)
  const samples = toNumber(form.min_samples)
  const unit = toUnit(form)
  return {
    ...(form.name.trim() === '' && { name: 'nameMissing' as const }),
    ...(form.measure !== 'no_data' && findThresholdProblem(threshold, unit)),
    ...(!(Number.isInteger(minutes) && minutes <= 60) && { for_minutes: 'forBad' as const }),
    ...(!(Number.isInteger(samples) && samples <= 1e6) && { min_samples: 'samplesBad' as const }),
    ...(form.webhook !== '' && !isWebhook(form.webhook) && { webhook: 'webhookBad' as const }),
  }
}

function findThresholdProblem(value: number, unit: ReturnType<typeof toUnit>): FormProblems {
  if (unit === 'percent') {
    return value <= 100 ? {} : { threshold: 'percentBad' }
  }
  if (unit === 'change') {
    return value > 0 ? {} : { threshold: 'changeBad' }
  }
  return Number.isNaN(value) ? { threshold: 'thresholdBad' } : {}
}

/** NaN for a text that is no number of 0 or more. */
function toNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= 0 && value <= 1e9 ? value : Number.NaN
}

function isWebhook(address: string): boolean {
  return /^https?:\/\/[^/?#@\s]+(?:[/?#]\S*)?$/.test(address) && URL.canParse(address)
}

/** Makes the draft that is sent. Fields that the measure does not have are empty. */
export function toDraft(form: AlertForm): AlertDraft {
  const { measure } = form
  const hasType = measure === 'events' || measure === 'users' || measure === 'no_data'
  return {
    name: form.name.trim(),
    app_id: form.app_id.trim(),
    query: form.query,
    measure,
    event_type: hasType ? form.event_type : '',
    field: measure === 'p75' ? form.field || 'lcp' : '',
    condition: measure === 'no_data' ? 'below' : form.condition,
    threshold:
      measure === 'no_data'
        ? 1
        : Number((toNumber(form.threshold) * SCALES[toUnit(form)]).toPrecision(12)),
    window_minutes: form.window_minutes,
    for_minutes: toNumber(form.for_minutes),
    min_samples: toNumber(form.min_samples),
    webhook: form.webhook.trim(),
    is_enabled: form.is_enabled,
  }
}
