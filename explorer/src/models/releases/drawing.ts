import type { Health, ReleaseSeries } from '../../../../protocol/releases.ts'
import type { Measure, MeasureKey } from './measures.ts'
import { MEASURES, toNumber } from './measures.ts'

export interface DrawnSeries {
  key: string
  look: string
  values: readonly (number | undefined)[]
  /** Absent for what is no single release. */
  version: string | undefined
  /** Name of what is no single release. */
  name: 'all' | 'others' | 'crashed' | 'abnormal' | 'errored'
  health: readonly Health[]
  /** Number of several buckets together; `undefined` if it cannot be told from them. */
  readSpan: (buckets: readonly Health[], all: readonly Health[]) => number | undefined
}

export interface Drawing {
  kind: Measure['kind']
  isStacked: boolean
  series: readonly DrawnSeries[]
  /** Steps of a release with fewer sessions are not drawn; 1 if all are. */
  leftOutBelow: number
}

/** Lines beyond are too many to tell apart. */
const DRAWN = 5
/** Fewer sessions give a share that chance decides. */
const ENOUGH_SESSIONS = 20

/** Returns what the chart draws of a measure; with `hasAll` also of all sessions together. */
export function toDrawing(
  series: ReleaseSeries,
  measure: MeasureKey,
  { hasAll }: { hasAll: boolean },
): Drawing {
  if (measure === 'outcomes') {
    return { kind: 'share', isStacked: true, leftOutBelow: 1, series: toOutcomes(series) }
  }
  const { kind, read } = MEASURES[measure]
  const isStacked = measure === 'adoption'
  const most = Math.max(0, ...series.total.map(({ sessions }) => sessions))
  const leftOutBelow = isStacked ? 1 : Math.max(1, Math.min(ENOUGH_SESSIONS, Math.floor(most / 10)))
  const toValues = (health: readonly Health[]): (number | undefined)[] =>
    health.map((one, index) =>
      one.sessions < leftOutBelow ? undefined : toNumber(read(one, series.total[index] ?? one)),
    )
  const readSpan: DrawnSeries['readSpan'] = (buckets, all) => readTogether(measure, buckets, all)
  const drawn = series.releases.slice(0, DRAWN).map(
    ({ version, health }, index): DrawnSeries => ({
      key: `version ${version}`,
      look: `release-${index + 1}`,
      values: toValues(health),
      version,
      name: 'all',
      health,
      readSpan,
    }),
  )
  const rest = isStacked
    ? toRest(series)
    : ({ key: 'all', name: 'all', health: series.total } as const)
  const isNeeded = isStacked
    ? rest.health.some(({ sessions }) => sessions > 0)
    : hasAll && series.releases.length !== 1
  const others = {
    ...rest,
    look: 'release-rest',
    values: toValues(rest.health),
    version: undefined,
  }
  return {
    kind,
    isStacked,
    leftOutBelow,
    series: isNeeded ? [...drawn, { ...others, readSpan }] : drawn,
  }
}

/** Sessions of the releases that have no colour of their own. */
function toRest({ total, releases }: ReleaseSeries): Pick<DrawnSeries, 'key' | 'name' | 'health'> {
  const health = total.map((all, index) => {
    const drawn = releases
      .slice(0, DRAWN)
      .reduce((sum, one) => sum + (one.health[index]?.sessions ?? 0), 0)
    return { ...all, sessions: all.sessions - drawn }
  })
  return { key: 'others', name: 'others', health }
}

const OUTCOMES = ['crashed', 'abnormal', 'errored'] as const

function toOutcomes({ total }: ReleaseSeries): DrawnSeries[] {
  return OUTCOMES.map((outcome) => ({
    key: outcome,
    look: `outcome-${outcome}`,
    values: total.map((one) => toNumber(MEASURES[outcome].read(one, one))),
    version: undefined,
    name: outcome,
    health: total,
    readSpan: (buckets, all) => readTogether(outcome, buckets, all),
  }))
}

/** Sessions add up. Different users and medians of several buckets are not known from those of each. */
function readTogether(
  measure: Exclude<MeasureKey, 'outcomes'>,
  buckets: readonly Health[],
  all: readonly Health[],
): number | undefined {
  const [first, ...more] = buckets.filter(({ sessions }) => sessions > 0)
  if (first === undefined) {
    return undefined
  }
  if (more.length > 0 && (measure === 'crash_free_users' || measure === 'time_spent_p50')) {
    return undefined
  }
  return toNumber(MEASURES[measure].read(addHealth([first, ...more]), addHealth(all as [Health])))
}

const ADDED = ['sessions', 'crashed', 'abnormal', 'errored', 'errors', 'engaged', 'views'] as const

function addHealth(buckets: readonly [Health, ...Health[]]): Health {
  const [first] = buckets
  const sums = ADDED.map((key) => [key, buckets.reduce((sum, one) => sum + one[key], 0)] as const)
  return { ...first, ...Object.fromEntries(sums) }
}
