const SECOND = 1000
const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400 * SECOND],
  ['hour', 3600 * SECOND],
  ['minute', 60 * SECOND],
]

/** Below this, "now": a clock that runs ahead by seconds is no time in the future. */
const NOW_MS = 10 * SECOND

export interface RelativeTime {
  value: number
  unit: Intl.RelativeTimeFormatUnit
}

/**
 * Returns the arguments of `Intl.RelativeTimeFormat` for a time before or after `now`: -5 minutes, 2 days. Rounded
 * toward zero, as people count.
 */
export function toRelativeTime(ms: number, now: number): RelativeTime {
  const difference = ms - now
  if (Math.abs(difference) < NOW_MS) {
    return { value: 0, unit: 'second' } // "now" with `numeric: 'auto'`
  }
  const [unit, length] = UNITS.find(([, one]) => Math.abs(difference) >= one) ?? ['second', SECOND]
  return { value: Math.trunc(difference / length), unit }
}
