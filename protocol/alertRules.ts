/** Words of alert rules, without the schemas: the explorer loads these and no zod. */

export const ALERT_MEASURES = [
  'events',
  'sessions',
  'users',
  'crash_free',
  'p75',
  'no_data',
] as const
export const ALERT_FIELDS = [
  'lcp',
  'inp',
  'cls',
  'fcp',
  'ttfb',
  'loading_time',
  'resource_duration',
] as const
export const ALERT_CONDITIONS = ['above', 'below', 'rises', 'falls'] as const
export const ALERT_WINDOWS = [5, 15, 30, 60, 180, 360, 720, 1440] as const
export const ALERT_STATES = ['new', 'ok', 'pending', 'firing', 'no_data'] as const
/** Reasons why an alert left `firing` although nothing was measured. */
export const ALERT_ENDINGS = ['changed', 'disabled', 'removed'] as const
export const DELIVERY_STATES = ['none', 'waiting', 'delivered', 'failed'] as const

export type AlertStateName = (typeof ALERT_STATES)[number]
export type AlertEnding = (typeof ALERT_ENDINGS)[number]
export type AlertCondition = (typeof ALERT_CONDITIONS)[number]

/** True for a fixed threshold, false for a change against the window before. */
export function isThreshold(condition: AlertCondition): boolean {
  return condition === 'above' || condition === 'below'
}
