import {
  isLinkTemplate,
  LOG_LINK_NAMES,
  MAX_APPLICATION_ID,
  MAX_ORIGINS,
  MAX_RETENTION_DAYS,
  ORIGIN_PATTERN,
  TRACE_LINK_NAMES,
} from '../../../../protocol/applicationRules.ts'
import type { Application, ChangedApplication } from '../../../../protocol/applications.ts'

/** The settings of an application as a person fills them in: all are texts. */
export interface ApplicationForm {
  /** One a line. */
  origins: string
  /** Empty: that of the collector. */
  retention: string
  sampleRate: string
  /** Empty: no limit. */
  rate: string
  traceLink: string
  logLink: string
}

export type ApplicationProblem =
  | 'originBad'
  | 'originsMany'
  | 'retentionBad'
  | 'sampleBad'
  | 'rateBad'
  | 'traceBad'
  | 'logBad'

/** Fault of a field, and the part of its text that must change. */
export interface FieldProblem {
  kind: ApplicationProblem
  text: string
}

export type ApplicationProblems = Partial<Record<keyof ApplicationForm, FieldProblem>>

export function toApplicationForm(application: Application): ApplicationForm {
  const { events_per_second: rate } = application
  return {
    origins: application.origins.join('\n'),
    retention: application.has_own_retention ? String(application.retention_days) : '',
    sampleRate: String(application.sample_rate),
    rate: rate === 0 ? '' : String(rate),
    traceLink: application.trace_link,
    logLink: application.log_link,
  }
}

/**
 * Splits a field into origins and writes them as a browser does: in lower case, without a path and the default port. A
 * person may paste the address of a page.
 */
export function toOrigins(text: string): string[] {
  const origins = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) =>
      part
        .toLowerCase()
        .replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)[/?#].*$/, '$1')
        .replace(/^(https:\/\/.+):443$|^(http:\/\/.+):80$/, '$1$2'),
    )
  return [...new Set(origins)]
}

/** Finds what must be corrected before the form can be sent. */
export function findApplicationProblems(form: ApplicationForm): ApplicationProblems {
  const origins = toOrigins(form.origins)
  const wrong = origins.find((origin) => !ORIGIN_PATTERN.test(origin))
  const retention = toNumber(form.retention)
  const { traceLink, logLink } = form
  const problems: [field: keyof ApplicationForm, isWrong: boolean, kind: ApplicationProblem][] = [
    ['origins', origins.length > MAX_ORIGINS, 'originsMany'],
    ['origins', wrong !== undefined, 'originBad'],
    ['retention', form.retention.trim() !== '' && !isDays(retention), 'retentionBad'],
    ['sampleRate', !isBetween(toNumber(form.sampleRate), 0, 100), 'sampleBad'],
    ['rate', form.rate.trim() !== '' && !isBetween(toNumber(form.rate), 0, 1e6), 'rateBad'],
    ['traceLink', !isLinkOrNone(traceLink, TRACE_LINK_NAMES), 'traceBad'],
    ['logLink', !isLinkOrNone(logLink, LOG_LINK_NAMES), 'logBad'],
  ]
  return Object.fromEntries(
    problems
      .filter(([, isWrong]) => isWrong)
      .map(([field, , kind]) => [field, { kind, text: kind === 'originBad' ? (wrong ?? '') : '' }]),
  )
}

/** Makes the change that is sent: all settings as they stand in the form. */
export function toChange(form: ApplicationForm): ChangedApplication {
  return {
    origins: toOrigins(form.origins),
    retention_days: form.retention.trim() === '' ? null : toNumber(form.retention),
    sample_rate: toNumber(form.sampleRate),
    events_per_second: form.rate.trim() === '' ? 0 : toNumber(form.rate),
    trace_link: form.traceLink.trim(),
    log_link: form.logLink.trim(),
  }
}

export type IdProblem = 'idMissing' | 'idLong' | 'idTaken'

export function findIdProblem(id: string, taken: readonly string[]): IdProblem | undefined {
  const trimmed = id.trim()
  if (trimmed === '') {
    return 'idMissing'
  }
  if (trimmed.length > MAX_APPLICATION_ID) {
    return 'idLong'
  }
  return taken.includes(trimmed) ? 'idTaken' : undefined
}

function isLinkOrNone(template: string, names: readonly string[]): boolean {
  return template.trim() === '' || isLinkTemplate(template.trim(), names)
}

function isDays(days: number): boolean {
  return Number.isInteger(days) && isBetween(days, 1, MAX_RETENTION_DAYS)
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}

/** NaN for a text that is no number, so that every comparison fails. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
