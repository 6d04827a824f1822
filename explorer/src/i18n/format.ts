import type { JSX } from 'preact'
import type { ValueKind } from '../models/fields/valueKind.ts'
import { locale, timeZone, toLocaleTag } from './locale.ts'
import { t, toNumberText } from './messages.ts'

/** Formats in the reader's language and time zone. A component that calls one renders again after a switch. */

type AnyFormat = Intl.NumberFormat | Intl.DateTimeFormat | Intl.DisplayNames
const cache = new Map<string, AnyFormat>()

function cached<Format extends AnyFormat>(key: string, create: (tag: string) => Format): Format {
  const tag = toLocaleTag(locale.value)
  const full = `${tag} ${key}`
  const found = (cache.get(full) as Format | undefined) ?? create(tag)
  cache.set(full, found)
  return found
}

function formatNumber(value: number, options: Intl.NumberFormatOptions): string {
  return cached(JSON.stringify(options), (tag) => new Intl.NumberFormat(tag, options)).format(value)
}

function formatDate(ms: number, options: Intl.DateTimeFormatOptions): string {
  const zoned = { ...options, timeZone: timeZone.value }
  return cached(JSON.stringify(zoned), (tag) => new Intl.DateTimeFormat(tag, zoned)).format(ms)
}

/** Makes what rows are formatted with: the first use of each takes the browser long. */
export function warmFormats(): void {
  formatTime(Date.now())
  formatCount(1000)
  formatDuration(61e9)
}

export const formatCount = (count: number): string => toNumberText(count, toLocaleTag(locale.value))

/** `0.034` is `3.4%`. */
export const formatShare = (share: number): string =>
  formatNumber(share, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 })

/** `BR` is `Brazil (BR)`: the name is read, the code is what a search takes. Other texts stay. */
export function formatCountry(code: string): string {
  const name = /^[A-Z]{2}$/.test(code) ? toCountryName(code) : code
  return name === code ? code : `${name} (${code})`
}

function toCountryName(code: string): string {
  const names = cached('regions', (tag) => new Intl.DisplayNames(tag, { type: 'region' }))
  return names.of(code) ?? code
}

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** In powers of 1,000, as browsers' developer tools do. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), SIZE_UNITS.length - 1)
  return formatNumber(bytes / 1000 ** power, {
    style: 'unit',
    unit: SIZE_UNITS[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  })
}

const NS_PER_MS = 1e6

/** Nanoseconds with at most two units: `320 ms`, `3.2 s`, `4 m 12 s`, `1 h 3 m`, `2 d 4 h`. */
export function formatDuration(ns: number): string {
  const ms = ns / NS_PER_MS
  if (ms < 999.5) {
    return ms > 0 && ms < 1
      ? `< ${formatUnit(1, 'millisecond')}`
      : formatUnit(Math.round(ms), 'millisecond')
  }
  const tenths = Math.round(ms / 100) / 10 // rounded first: 59.96 s is one minute, not 60.0 s
  if (tenths < 60) {
    return formatUnit(tenths, 'second', 1)
  }
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) {
    return joinUnits([Math.floor(seconds / 60), 'minute'], [seconds % 60, 'second'])
  }
  const minutes = Math.round(seconds / 60)
  return minutes < 24 * 60
    ? joinUnits([Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute'])
    : joinUnits([Math.floor(minutes / 1440), 'day'], [Math.floor((minutes % 1440) / 60), 'hour'])
}

function joinUnits(...parts: [number, string][]): string {
  return parts.map(([value, unit]) => formatUnit(value, unit)).join(' ')
}

/** Narrow, with a space: `5 s`. In Chinese `5秒` needs none. */
function formatUnit(value: number, unit: string, digits = 0): string {
  const text = formatNumber(value, {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return locale.value === 'en' ? text.replace(/(\d)([a-z])/, '$1 $2') : text
}

const CLOCK: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
}

/** Day and time to the second, with the year unless it is the current one. */
export function formatTime(ms: number): string {
  const yearOf = (time: number): number => new Date(time).getUTCFullYear()
  return formatDate(ms, {
    ...CLOCK,
    ...(yearOf(ms) !== yearOf(Date.now()) && { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
  })
}

/** Time of the day to the millisecond. */
export const formatClock = (ms: number): string =>
  formatDate(ms, { ...CLOCK, fractionalSecondDigits: 3 })

/** A moment to the millisecond, with its year: what a person quotes in a report. */
export function formatMoment(ms: number): string {
  return Math.abs(ms) > MAX_TIME
    ? String(ms)
    : formatDate(ms, {
        ...CLOCK,
        fractionalSecondDigits: 3,
        year: 'numeric',
        month: 'short',
        day: 'numeric',
      })
}

/** Beyond it, a date has no form. */
const MAX_TIME = 8.64e15

const DAY_MS = 86_400_000

/** Label of an axis, as precise as its span requires. */
export function formatTick(ms: number, spanMs: number): string {
  if (spanMs < 10 * 60_000) {
    return formatDate(ms, CLOCK)
  }
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return spanMs <= DAY_MS
    ? formatDate(ms, clock)
    : formatDate(ms, { month: 'short', day: 'numeric', ...(spanMs < 10 * DAY_MS && clock) })
}

export function formatSpan(from: number, to: number): string {
  return t('histogram.bucket', { from: formatTime(from), to: formatTime(to) })
}

type Raw = string | number | boolean | undefined

/** Formats a raw value by its kind. What has no format of its own is shown as it is. */
export function formatValue(kind: ValueKind, raw: Raw): string | JSX.Element {
  if (typeof raw === 'boolean') {
    return t(raw ? 'value.yes' : 'value.no')
  }
  if (typeof raw !== 'number') {
    return kind === 'json' && raw === '[]' ? '–' : (raw ?? '')
  }
  switch (kind) {
    case 'time':
      return formatTime(raw)
    case 'duration':
      return formatDuration(raw)
    case 'bytes':
      return formatBytes(raw)
    case 'percent':
      return formatShare(raw / 100)
    case 'share':
      return formatShare(raw)
    case 'score':
      return formatNumber(raw, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    case 'id':
      return String(raw)
    default:
      return formatNumber(raw, { maximumFractionDigits: 3 })
  }
}
