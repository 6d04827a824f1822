import { selectMergedSessions, toSessionColumn } from '../mergedSessions.ts'
import { parseSearch } from '../search/parseSearch.ts'
import type { SessionSearchDeps } from '../search/sessionSearch.ts'
import { toGuardedCondition, toSessionCondition } from '../search/sessionSearch.ts'
import type { SqlFragment } from '../search/sqlParameters.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'
import { toSessionHash } from '../sessionHealth.ts'
import type { Question, Selection, Span } from './question.ts'
import { selectApplications, toSpan } from './question.ts'

/** A session's events lie around its start. Those of the future are not stored yet. */
const EVENTS_BEFORE_MS = 3_600_000
const EVENTS_AFTER_MS = 86_400_000

/** Selects the sessions that one question is about, to be grouped by their beginning. */
export function selectSessionMeasure(question: Question, span: Span): Selection {
  const values = createSqlParameters('measure')
  const fields = new Set<string>()
  const events: string[] = []
  const deps: SessionSearchDeps = {
    sql: values,
    withEvent(search, guard = '') {
      events.push(toGuardedCondition(search, guard, values))
      return `x.has${events.length}`
    },
    toColumn(key) {
      fields.add(key)
      return `m.${toSessionColumn(key)}`
    },
  }
  const condition = toSessionCondition(parseSearch(question.query), deps)
  const rows = selectSessions([question], span, fields)
  const columns = events.map((one, index) => `${one} AS is${index + 1}`)
  const aggregates = events.map((_, index) => `max(is${index + 1}) AS has${index + 1}`)
  return {
    value: 'count()',
    samples: 'count()',
    time: 'm.f_session_start',
    sql: `${rows.sql}
${events.length === 0 ? '' : joinEvents([question], { columns, aggregates })}
WHERE ${IN_SPAN} AND ${condition}`,
    parameters: { ...rows.parameters, ...values.values },
  }
}

/** Condition over merged sessions: those that began in the span, as the list of sessions counts them. */
export const IN_SPAN =
  'm.f_session_start >= {spanFrom:Int64} AND m.f_session_start < {spanTo:Int64}'

/** `(…) AS m`: merged sessions. Only those with an event in the span may have begun in it: the others are not merged. */
export function selectSessions(
  questions: readonly Question[],
  span: Span,
  fields: ReadonlySet<string>,
): SqlFragment {
  const apps = (name: string): string => selectApplications(questions, name).sql
  const time = toSpan('e.ts', span)
  const days = (name: string): string =>
    `${name}.day >= toDate(fromUnixTimestamp64Milli({spanFrom:Int64}, 'UTC')) - 1`
  const merged = selectMergedSessions({
    keys: [...new Set(['session_start', ...fields])],
    condition: `${days('s')} AND s.day <= toDate(fromUnixTimestamp64Milli({spanTo:Int64}, 'UTC')) AND ${apps('s')}
    AND (s.app_id, s.session_id) IN (SELECT e.app_id, e.session_id FROM rum.events AS e WHERE ${apps('e')} AND ${time.sql})`,
    records: `${days('h')} AND ${apps('h')}`,
  })
  return {
    sql: `(${merged}) AS m`,
    parameters: { ...selectApplications(questions, 's').parameters, ...time.parameters },
  }
}

/**
 * Joins, as `x`, one row for each session that has events.
 *
 * @param columns - over `rum.events AS e`
 * @param aggregates - over these columns, grouped by session
 */
export function joinEvents(
  questions: readonly Question[],
  { columns, aggregates }: Record<'columns' | 'aggregates', readonly string[]>,
): string {
  return `LEFT ANY JOIN (SELECT ${['session_hash', ...aggregates].join(', ')}
  FROM (SELECT ${[`${toSessionHash('e')} AS session_hash`, ...columns].join(', ')}
    FROM rum.events AS e
    WHERE ${selectApplications(questions, 'e').sql} AND e.session_id != ''
      AND e.ts >= fromUnixTimestamp64Milli({spanFrom:Int64} - ${EVENTS_BEFORE_MS}, 'UTC')
      AND e.ts < fromUnixTimestamp64Milli({spanTo:Int64} + ${EVENTS_AFTER_MS}, 'UTC'))
  GROUP BY session_hash) AS x ON x.session_hash = m.session_hash`
}
