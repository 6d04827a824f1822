import type { Health } from '../../../../protocol/releases.ts'

/** Numbers that the page of releases shows, each by the name that the API has for it or its part. */
export type MeasureKey =
  | 'crash_free_sessions'
  | 'crash_free_users'
  | 'adoption'
  | 'crashed'
  | 'abnormal'
  | 'errored'
  | 'outcomes'
  | 'errors'
  | 'time_spent_p50'
  | 'engaged'
  | 'views'

export interface Measure {
  kind: 'share' | 'ratio' | 'duration'
  /** Direction of an improvement; absent if neither is one. */
  better?: 'higher' | 'lower'
  /** Returns the value, or for shares the part and the whole; `undefined` if nothing was counted. */
  read: (health: Health, all: Health) => number | Share | undefined
  /** Term of a search for the sessions behind the number; empty for all of the release. */
  term: string
}

export interface Share {
  part: number
  whole: number
}

const toShareOf =
  (read: (health: Health) => number): Measure['read'] =>
  (health) =>
    health.sessions === 0 ? undefined : { part: read(health), whole: health.sessions }

const toRatio =
  (read: (health: Health) => number): Measure['read'] =>
  (health) =>
    health.sessions === 0 ? undefined : read(health) / health.sessions

const CRASHED = 'session_health:crashed'

export const MEASURES: Readonly<Record<Exclude<MeasureKey, 'outcomes'>, Measure>> = {
  crash_free_sessions: {
    kind: 'share',
    better: 'higher',
    read: toShareOf(({ sessions, crashed }) => sessions - crashed),
    term: CRASHED,
  },
  crash_free_users: {
    kind: 'share',
    better: 'higher',
    read: ({ users, crash_free_users: share }) =>
      users === 0 ? undefined : { part: Math.round(users * share), whole: users },
    term: `${CRASHED} has:userid`,
  },
  adoption: {
    kind: 'share',
    read: ({ sessions }, all) =>
      all.sessions === 0 ? undefined : { part: sessions, whole: all.sessions },
    term: '',
  },
  crashed: {
    kind: 'share',
    better: 'lower',
    read: toShareOf(({ crashed }) => crashed),
    term: CRASHED,
  },
  abnormal: {
    kind: 'share',
    better: 'lower',
    read: toShareOf(({ abnormal }) => abnormal),
    term: 'session_health:abnormal',
  },
  errored: {
    kind: 'share',
    better: 'lower',
    read: toShareOf(({ errored }) => errored),
    term: 'session_health:errored',
  },
  errors: {
    kind: 'ratio',
    better: 'lower',
    read: toRatio(({ errors }) => errors),
    term: 'session_error_count:>0',
  },
  time_spent_p50: {
    kind: 'duration',
    read: ({ sessions, time_spent_p50: median }) => (sessions === 0 ? undefined : median),
    term: '',
  },
  engaged: {
    kind: 'share',
    better: 'higher',
    read: toShareOf(({ engaged }) => engaged),
    term: '(time_spent:>10s OR session_view_count:>=2)',
  },
  views: { kind: 'ratio', read: toRatio(({ views }) => views), term: '' },
}

/** Measures that the chart offers. */
export const CHART_MEASURES: readonly MeasureKey[] = [
  ...(['crash_free_sessions', 'crash_free_users', 'adoption', 'outcomes'] as const),
  ...(['errors', 'time_spent_p50', 'engaged'] as const),
]

type ComparedKey = Exclude<MeasureKey, 'outcomes'>

/** Measures of a release beside those of the one before it. */
export const COMPARED_MEASURES: readonly ComparedKey[] = [
  ...(['crash_free_sessions', 'crash_free_users', 'crashed', 'abnormal', 'errored'] as const),
  ...(['errors', 'engaged', 'views', 'time_spent_p50', 'adoption'] as const),
]

/** Returns the number of a value: the share of one that has parts. */
export function toNumber(value: number | Share | undefined): number | undefined {
  return typeof value === 'object' ? value.part / value.whole : value
}

/** Bounds of Sentry's release health, in percent of crash-free sessions. */
const GOOD_FROM = 0.995
const FAIR_FROM = 0.98

export type Level = 'good' | 'fair' | 'poor'

export function toLevel(crashFree: number): Level {
  return crashFree >= GOOD_FROM ? 'good' : crashFree >= FAIR_FROM ? 'fair' : 'poor'
}
