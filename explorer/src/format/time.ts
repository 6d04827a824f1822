export interface TimeStyle {
  /** The browser's own where absent; tests give both. */
  locale?: string | undefined
  timeZone?: string | undefined
}

/** Day and time to the second, without the year while it is the current one. */
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

export function toClockText(ms: number, style: TimeStyle = {}): string {
  return new Intl.DateTimeFormat(style.locale, {
    timeZone: style.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(ms)
}

/** ISO with milliseconds; a time that no calendar holds becomes its number. */
export function toIso(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString()
}

/** The value of an `<input type="datetime-local">`, which speaks local time and no zone. */
export function toLocalInput(ms: number): string {
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000
  return new Date(ms - offsetMs).toISOString().slice(0, 19)
}
