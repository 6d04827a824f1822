const MS_PER_SECOND = 1000
const SECONDS_PER_MINUTE = 60
const SECONDS_PER_HOUR = 3600

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

function pad(part: number): string {
  return String(part).padStart(2, '0')
}
