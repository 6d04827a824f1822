export interface TimeStyle {
  /** Defaults to the browser's setting; tests set both. */
  locale?: string | undefined
  timeZone?: string | undefined
}

/** Formats day and time to the second, with the year unless it is the current one. */
export function toTimeText(ms: number, now: number, style: TimeStyle = {}): string {
  const { locale, timeZone } = style
  const yearOf = (time: number) =>
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(time)
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    year: yearOf(ms) === yearOf(now) ? undefined : 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(ms)
}

/** Formats as ISO with milliseconds; an invalid date becomes its number. */
export function toIso(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString()
}

/** Formats the value of an `<input type="datetime-local">`, which is local time without a zone. */
export function toLocalInput(ms: number): string {
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000
  return new Date(ms - offsetMs).toISOString().slice(0, 19)
}
