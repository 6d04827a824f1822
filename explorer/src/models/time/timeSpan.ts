const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type SpanUnit = 's' | 'm' | 'h' | 'd' | 'w'

const UNITS: Record<SpanUnit, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY }

/** Length of a relative range: `{ count: 90, unit: 'm' }` is the last 90 minutes. */
export interface TimeSpan {
  count: number
  unit: SpanUnit
}

/** Ten years: beyond the retention of any store. */
const LONGEST = 3650 * DAY

const WORDS: readonly (readonly [RegExp, SpanUnit])[] = [
  [/^(s|secs?|seconds?|秒钟?)$/, 's'],
  [/^(m|mins?|minutes?|分钟?)$/, 'm'],
  [/^(h|hrs?|hours?|小时|个小时)$/, 'h'],
  [/^(d|days?|天|日)$/, 'd'],
  [/^(w|weeks?|周|星期)$/, 'w'],
]

/** Parses what people type for a relative range: `90m`, `last 4 hours`, `7 days`, `最近30分钟`. */
export function parseTimeSpan(text: string): TimeSpan | undefined {
  const [, digits, word] =
    /^(?:(?:last|past|最近|过去)\s*)?(\d{1,6})\s*(\p{L}+)(?:\s+ago)?$/u.exec(
      text.trim().toLowerCase(),
    ) ?? []
  const unit = WORDS.find(([pattern]) => word !== undefined && pattern.test(word))?.[1]
  if (unit === undefined) {
    return undefined
  }
  const span = { count: Number(digits), unit }
  const ms = toSpanMs(span)
  return ms > 0 && ms <= LONGEST ? span : undefined
}

export const toSpanMs = ({ count, unit }: TimeSpan): number => count * UNITS[unit]

/** Returns the form of the URL: `90m`. */
export const printTimeSpan = ({ count, unit }: TimeSpan): string => `${count}${unit}`
