import { selectMergedSessions, toSessionColumn } from '../mergedSessions.ts'
import { parseSearch } from '../search/parseSearch.ts'
import { toSessionCondition } from '../search/sessionSearch.ts'
import type { SqlFragment } from '../search/sqlParameters.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'
import { toSessionHash } from '../sessionHealth.ts'
import { shareValues } from './atoms.ts'
import type { Question, Selection, Span } from './question.ts'
import { selectApplications, toOwnApplication, toSelectionColumns, toSpan } from './question.ts'

/** A session's events lie around its start. Those of the future are not stored yet. */
const EVENTS_BEFORE_MS = 3_600_000
const EVENTS_AFTER_MS = 86_400_000

/**
 * Questions about sessions: those that began in the span, as the list of sessions counts them. Terms about events are
 * columns of one pass over the events.
 */
export function selectSessionMeasures(questions: readonly Question[], span: Span): Selection {
  const values = shareValues(createSqlParameters('measure'))
  const fields = new Set(['session_start'])
  const events = new Map<string, string>()
  const conditions = questions.map((question) => {
    const condition = toSessionCondition(parseSearch(question.query), {
      sql: values,
      withEvent(event) {
        const name = events.get(event) ?? `x${events.size}`
        events.set(event, name)
        return `x.${name}`
      },
      toColumn(key) {
        fields.add(key)
        return `m.${toSessionColumn(key)}`
      },
    })
    return `${toOwnApplication(question, 'm', values)} AND ${condition}`
  })
  const apps = (name: string): SqlFragment => selectApplications(questions, name)
  return {
    columns: toSelectionColumns(conditions),
    time: 'm.f_session_start',
    sql: `(${selectSessions([...fields], apps)}) AS m ${joinEvents(events, apps)}
WHERE m.f_session_start >= {spanFrom:Int64} AND m.f_session_start < {spanTo:Int64}`,
    parameters: { ...apps('s').parameters, ...toSpan('', span).parameters, ...values.values },
  }
}

type Apps = (name: string) => SqlFragment

/** Only sessions with an event in the span may have begun in it: the others are not merged. */
function selectSessions(fields: readonly string[], apps: Apps): string {
  const days = (name: string): string =>
    `${name}.day >= toDate(fromUnixTimestamp64Milli({spanFrom:Int64}, 'UTC')) - 1`
  return selectMergedSessions({
    keys: fields,
    condition: `${days('s')} AND s.day <= toDate(fromUnixTimestamp64Milli({spanTo:Int64}, 'UTC')) AND ${apps('s').sql}
    AND (s.app_id, s.session_id) IN (SELECT e.app_id, e.session_id FROM rum.events AS e WHERE ${apps('e').sql} AND ${toSpan('e.ts', { from: 0, to: 0 }).sql})`,
    records: `${days('h')} AND ${apps('h').sql}`,
  })
}

/** One row for each session that has an event of interest: a flag for each term. */
function joinEvents(events: ReadonlyMap<string, string>, apps: Apps): string {
  if (events.size === 0) {
    return ''
  }
  const flags = [...events].map(([event, name]) => `max(${event}) AS ${name}`)
  return `LEFT ANY JOIN (SELECT ${toSessionHash('e')} AS session_hash, ${flags.join(', ')}
  FROM rum.events AS e
  WHERE ${apps('e').sql} AND e.session_id != ''
    AND e.ts >= fromUnixTimestamp64Milli({spanFrom:Int64} - ${EVENTS_BEFORE_MS}, 'UTC')
    AND e.ts < fromUnixTimestamp64Milli({spanTo:Int64} + ${EVENTS_AFTER_MS}, 'UTC')
  GROUP BY session_hash) AS x ON x.session_hash = m.session_hash`
}
