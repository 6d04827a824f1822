const NS_PER_MS = 1e6
const MS_PER_SECOND = 1000
const SECONDS_PER_MINUTE = 60
const SECONDS_PER_HOUR = 3600

/** Formats nanoseconds: `0 ms`, `320 ms`, `3.2 s`, `4 m 12 s`, `1 h 03 m`. */
export function toDurationText(ns: number): string {
  const ms = ns / NS_PER_MS
  if (ms < MS_PER_SECOND) {
    return toMillisecondText(ms)
  }
  const tenths = Math.round(ms / 100) / 10 // rounded first, so that 59.96 s becomes 1 m 00 s, not 60.0 s
  if (tenths < SECONDS_PER_MINUTE) {
    return `${tenths.toFixed(1)} s`
  }
  const seconds = Math.round(ms / MS_PER_SECOND)
  if (seconds < SECONDS_PER_HOUR) {
    return `${Math.floor(seconds / SECONDS_PER_MINUTE)} m ${pad(seconds % SECONDS_PER_MINUTE)} s`
  }
  const minutes = Math.round(seconds / SECONDS_PER_MINUTE)
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`
}

/** Formats ms since the session's start as a clock: `+00:03.250`, `+1:02:03.250`; before the start `−00:00.120`. */
export function toOffsetText(ms: number): string {
  const all = Math.round(Math.abs(ms))
  const sign = ms < 0 && all > 0 ? '−' : '+'
  const seconds = Math.floor(all / MS_PER_SECOND)
  const hours = Math.floor(seconds / SECONDS_PER_HOUR)
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE) % 60
  const clock = `${pad(minutes)}:${pad(seconds % 60)}.${String(all % MS_PER_SECOND).padStart(3, '0')}`
  return hours > 0 ? `${sign}${hours}:${clock}` : `${sign}${clock}`
}

function toMillisecondText(ms: number): string {
  if (ms > 0 && ms < 1) {
    return '< 1 ms'
  }
  const rounded = Math.round(ms)
  return rounded === MS_PER_SECOND ? '1.0 s' : `${rounded} ms`
}

function pad(part: number): string {
  return String(part).padStart(2, '0')
}
