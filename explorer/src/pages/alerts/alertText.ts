import type { AlertStateName } from '../../../../protocol/alertRules.ts'
import { isThreshold } from '../../../../protocol/alertRules.ts'
import type { Alert, AlertRule } from '../../../../protocol/alerts.ts'
import { t } from '../../i18n/alertMessages.ts'
import { formatValue } from '../../i18n/format.ts'

type Measured = Pick<AlertRule, 'measure' | 'field'>

/** A measured value in the unit of its measure. */
export function formatMeasured({ measure, field }: Measured, value: number | null): string {
  if (value === null) {
    return t('alerts.noValue')
  }
  if (measure === 'crash_free') {
    // One digit more than elsewhere: 99.9 and 99.95 % are different promises.
    return `${Number((value * 100).toFixed(2))}%`
  }
  const kind = measure !== 'p75' ? 'count' : field === 'cls' ? 'score' : 'duration'
  return String(formatValue(kind, value))
}

export function formatThreshold(
  rule: Measured & Pick<AlertRule, 'condition' | 'threshold'>,
): string {
  return isThreshold(rule.condition)
    ? formatMeasured(rule, rule.threshold)
    : `${Number(rule.threshold.toFixed(2))}%`
}

/** Formats the value that is compared with the threshold: the last one, or its change against the window before. */
export function formatCompared(alert: Alert): string {
  const { condition, measure, value = null, previous = null } = alert
  if (measure === 'no_data' || isThreshold(condition) || value === null || !previous) {
    return formatMeasured(alert, value)
  }
  const percent = Math.round(((value - previous) / previous) * 100)
  return `${percent > 0 ? '+' : ''}${percent}%`
}

export function formatWindow(minutes: number): string {
  return minutes < 60
    ? t('alerts.minutes', { count: minutes })
    : t('alerts.hours', { count: minutes / 60 })
}

export const toTypeText = (type: AlertRule['event_type']): string =>
  t(type === '' ? 'alerts.type.any' : `alerts.type.${type}`)

/** The rule in one line: "Crash-free sessions below 99% in 1 hour". */
export function toSentence(rule: AlertRule): string {
  const window = formatWindow(rule.window_minutes)
  if (rule.measure === 'no_data') {
    return t('alerts.sentenceNoData', { measure: toTypeText(rule.event_type), window })
  }
  return t('alerts.sentence', {
    measure: toMeasureText(rule),
    condition: t(`alerts.condition.${rule.condition}`),
    threshold: formatThreshold(rule),
    window,
  })
}

function toMeasureText({ measure, field, event_type: type }: AlertRule): string {
  if (measure === 'p75' && field !== '') {
    return `${t(`alerts.field.${field}`)} p75`
  }
  const text = t(`alerts.measure.${measure}`)
  return type === '' || measure !== 'events' ? text : `${text} (${toTypeText(type)})`
}

/** State for the eye: a rule that is switched off has none. */
export function toShownState({
  state,
  is_enabled: isEnabled,
}: Pick<Alert, 'state' | 'is_enabled'>): AlertStateName | 'off' {
  return isEnabled ? state : 'off'
}
