import type { AlertRule } from '../../../../protocol/alerts.ts'
import type { SqlFragment } from '../search/sqlParameters.ts'

/** A value to measure over a window. An empty `app_id` stands for every application. */
export type Question = Pick<AlertRule, 'app_id' | 'query' | 'measure' | 'event_type' | 'field'>

/** ms since the epoch: from here to before there. */
export interface Span {
  from: number
  to: number
}

/** `FROM sql`: the rows that a question is about. */
export interface Selection extends SqlFragment {
  value: string
  samples: string
  /** The rows' time, in ms since the epoch, to group by. */
  time: string
}

/** A statement with one row for each group that has any rows. */
export interface GroupedSelection extends SqlFragment {
  /** Number of the group of each question. */
  groupOf: readonly number[]
}

/** Row of a grouped selection: `n` rows, and `(value, samples)` by the names of `toMeasureName`. */
export interface GroupRow {
  readonly id: number
  readonly n: string | number
  readonly [measure: string]: string | number | readonly [number | null, string | number]
}

/** The applications that any of the questions is about. */
export function selectApplications(questions: readonly Question[], name: string): SqlFragment {
  const apps = [...new Set(questions.map(({ app_id: appId }) => appId))]
  return apps.includes('')
    ? { sql: '1', parameters: {} }
    : {
        sql: `${name}.app_id IN {apps:Array(String)}`,
        parameters: { apps: apps.map((appId) => appId.toWellFormed()) },
      }
}

export function toSpan(column: string, { from, to }: Span): SqlFragment {
  return {
    sql: `${column} >= fromUnixTimestamp64Milli({spanFrom:Int64}, 'UTC') AND ${column} < fromUnixTimestamp64Milli({spanTo:Int64}, 'UTC')`,
    parameters: { spanFrom: from, spanTo: to },
  }
}
