/** Statuses of logs, the gravest first. A log may have another word, which its sender chose. */
export const LOG_STATUSES = [
  'emergency',
  'alert',
  'critical',
  'error',
  'warning',
  'notice',
  'info',
  'debug',
  'ok',
] as const

export type LogStatus = (typeof LOG_STATUSES)[number]

/** Statuses of something that failed: shown as errors are, in lists and in the histogram. */
export const FAILED_STATUSES: readonly string[] = LOG_STATUSES.slice(0, 4)

export function isFailedStatus(status: string): boolean {
  return FAILED_STATUSES.includes(status)
}

/** DataKit's status of a log that has none. */
const DEFAULT_STATUS: LogStatus = 'info'

/** Spellings of loggers and of syslog. Those of one letter are a DataKit's. */
const SPELLINGS: Readonly<Record<LogStatus, readonly string[]>> = {
  emergency: ['emerg', 'panic', 'fatal', 'f'],
  alert: ['a'],
  critical: ['crit', 'severe', 'c'],
  error: ['err', 'eror', 'e'],
  warning: ['warn', 'w'],
  notice: ['n'],
  info: ['information', 'informational', 'log', 'i'],
  debug: ['trace', 'verbose', 'fine', 'finer', 'finest', 'd', 't', 'v'],
  ok: ['success', 'o', 's'],
}

const STATUSES: ReadonlyMap<string, LogStatus> = new Map(
  LOG_STATUSES.flatMap((status) =>
    [status, ...SPELLINGS[status]].map((word) => [word, status] as const),
  ),
)

/** Returns the status that a spelling stands for, whatever its case; `info` for none; another word as it is. */
export function toLogStatus(word: string): string {
  const plain = word.trim().toLowerCase()
  return plain === '' ? DEFAULT_STATUS : (STATUSES.get(plain) ?? word.trim())
}
