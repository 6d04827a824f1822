const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Chosen range: a preset that moves with the clock, or two fixed times (ms). */
export type TimeRange = { preset: PresetName } | TimeWindow

/** Two times in ms since the epoch, `from` before `to`. */
export interface TimeWindow {
  from: number
  to: number
}

export type PresetName = '15m' | '1h' | '4h' | '24h' | '7d' | '30d'

export interface Preset {
  name: PresetName
  label: string
  /** Label for screen readers. */
  description: string
  lengthMs: number
}

export const PRESETS: readonly Preset[] = [
  { name: '15m', label: '15 min', description: 'Last 15 minutes', lengthMs: 15 * MINUTE_MS },
  { name: '1h', label: '1 h', description: 'Last hour', lengthMs: HOUR_MS },
  { name: '4h', label: '4 h', description: 'Last 4 hours', lengthMs: 4 * HOUR_MS },
  { name: '24h', label: '24 h', description: 'Last 24 hours', lengthMs: DAY_MS },
  { name: '7d', label: '7 d', description: 'Last 7 days', lengthMs: 7 * DAY_MS },
  { name: '30d', label: '30 d', description: 'Last 30 days', lengthMs: 30 * DAY_MS },
]

export const DEFAULT_RANGE: TimeRange = { preset: '24h' }

/** Returns the window of a range at `now`. All pages of a list must share one window. */
export function toWindow(range: TimeRange, now: number): TimeWindow {
  if (!('preset' in range)) {
    return range
  }
  const preset = PRESETS.find(({ name }) => name === range.preset)
  return { from: now - (preset?.lengthMs ?? DAY_MS), to: now }
}

export function isPresetName(text: string | null): text is PresetName {
  return PRESETS.some(({ name }) => name === text)
}

/** Explains why two times are not a valid window, or returns `undefined`. NaN stands for an empty field. */
export function findWindowProblem({ from, to }: TimeWindow): string | undefined {
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return 'Enter both a start and an end.'
  }
  return from < to ? undefined : 'The start must be before the end.'
}
