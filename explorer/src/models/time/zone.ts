/** `browser`, `UTC` or a name such as `Asia/Shanghai`. */
export type ZoneChoice = string

/** Returns the zone's name for `Intl`; `undefined` is the browser's own. */
export function toTimeZone(zone: ZoneChoice): string | undefined {
  return zone === 'browser' ? undefined : zone
}

/** Returns the zone's name, also that of the browser's own. */
export function toZoneName(zone: ZoneChoice): string {
  if (zone !== 'browser') {
    return zone
  }
  ownZone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone // long to make
  return ownZone
}

let ownZone: string | undefined

/** Returns the zone under the name that `Intl` has for it, or `undefined` for an unknown one. */
export function parseZone(text: string): ZoneChoice | undefined {
  if (text === 'browser') {
    return 'browser'
  }
  // `Intl` takes offsets such as `+08:00` in new browsers only: a link must not depend on that.
  if (!/^[A-Za-z][\w/+-]*$/.test(text)) {
    return undefined
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined // not a zone
  }
}

interface WallClock {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** Formats a time as the value of an `<input type="datetime-local">`, in a zone. */
export function toLocalText(ms: number, zone: ZoneChoice): string {
  return new Date(Math.floor(ms / 1000) * 1000 + toOffset(ms, zone)).toISOString().slice(0, 19)
}

const LOCAL =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/

/**
 * Parses a time that a person typed in a zone: `2026-11-20`, `2026-11-20 09:05`, `2026/11/20 09:05:03`; with `Z` or an
 * offset it is absolute. NaN if it is no time. An hour that the clock skips becomes the hour after it.
 */
export function parseLocalText(text: string, zone: ZoneChoice): number {
  const trimmed = text.trim()
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(trimmed) && trimmed.includes(':')) {
    return Date.parse(trimmed)
  }
  const numbers = LOCAL.exec(trimmed)
    ?.slice(1)
    .map((part) => Number(part ?? 0))
  if (numbers === undefined) {
    return Number.NaN
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const isDate = new Date(wall).getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  return isDate && month >= 1 && month <= 12 ? toInstant(wall, zone) : Number.NaN
}

/** Inverts the offset, which is known only for instants: the second guess is right on either side of a change. */
function toInstant(wall: number, zone: ZoneChoice): number {
  const guess = wall - toOffset(wall, zone)
  return wall - toOffset(guess, zone)
}

function toOffset(ms: number, zone: ZoneChoice): number {
  const { year, month, day, hour, minute, second } = toWallClock(ms, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}

function toWallClock(ms: number, zone: ZoneChoice): WallClock {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: toTimeZone(zone),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms)
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value)
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  }
}
