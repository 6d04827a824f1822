import type { AlertRule } from '../../../../protocol/alerts.ts'
import type { SqlFragment, SqlParameters } from '../search/sqlParameters.ts'

/** A value to measure over a window. An empty `app_id` stands for every application. */
export type Question = Pick<AlertRule, 'app_id' | 'query' | 'measure' | 'event_type' | 'field'>

/** ms since the epoch: from here to before there. */
export interface Span {
  from: number
  to: number
}

/** `SELECT columns FROM sql`: one row with the values of all questions. */
export interface Selection extends SqlFragment {
  columns: string
  /** Column of the rows' time, in ms since the epoch, to group by. */
  time: string
}

/** Row of a selection: counts in the order of their questions, and `(value, samples)` of the question `0` as `m0`. */
export interface SelectedRow {
  readonly counts?: readonly (string | number)[]
  readonly [column: `m${number}`]: readonly [number | null, string | number]
}

/** @param measures - a condition to count, or a value with the number of its samples */
export function toSelectionColumns(
  measures: readonly (string | readonly [string, string])[],
): string {
  const counts = measures.map((one) => (typeof one === 'string' ? `toUInt8(${one})` : '0'))
  const others = measures.flatMap((one, index) =>
    typeof one === 'string' ? [] : [`(toFloat64(${one[0]}), ${one[1]}) AS m${index}`],
  )
  // One aggregate for all counts is planned in half the time of one for each.
  const sums = counts.length > others.length ? [`sumForEach([${counts.join(', ')}]) AS counts`] : []
  return [...sums, ...others].join(',\n  ')
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

/** Selects the events of the application that one of several questions is about. */
export function toOwnApplication(
  { app_id: appId }: Question,
  name: string,
  values: SqlParameters,
): string {
  return appId === '' ? '1' : `${name}.app_id = ${values.text(appId)}`
}

export function toSpan(column: string, { from, to }: Span): SqlFragment {
  return {
    sql: `${column} >= fromUnixTimestamp64Milli({spanFrom:Int64}, 'UTC') AND ${column} < fromUnixTimestamp64Milli({spanTo:Int64}, 'UTC')`,
    parameters: { spanFrom: from, spanTo: to },
  }
}
