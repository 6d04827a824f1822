import type { AppScope } from '../http/appScope.ts'
import { toScopeCondition } from '../http/appScope.ts'
import type { QueryParameters } from '../store/openStore.ts'
import { toEventCondition } from './search/eventSearch.ts'
import type { SearchNode } from './search/searchNode.ts'
import { SESSION_FIELDS } from './search/sessionField.ts'
import { toSessionCondition } from './search/sessionSearch.ts'
import type { SqlParameters } from './search/sqlParameters.ts'
import { createSqlParameters } from './search/sqlParameters.ts'
import { selectStatuses } from './sessionHealth.ts'

/** What a request may see and asks for. */
export interface QueryScope {
  apps: AppScope
  appId: string | undefined
  /** ms since the epoch: from here … */
  from: number
  /** … to before here. */
  to: number
  /** Where charts end: `to`, or now where it was left open. */
  chartTo: number
  search: SearchNode
}

/**
 * A statement in the making. Whatever reads events or sessions takes its FROM and WHERE from here, so that
 * none can forget whose data it may show.
 */
export interface ScopedStatement {
  sql: SqlParameters
  /** `rum.events AS e FINAL WHERE …`; FINAL: copies and earlier updates of an event do not count. */
  events: string
  /**
   * `(…) WHERE …` with `app_id`, `session_id` and the columns that `sessionColumn` gave before: the merged
   * sessions of the range.
   */
  sessions: string
  /** The name of a column of `sessions` for a key of `SESSION_FIELDS`. */
  sessionColumn(key: string): string
  /**
   * The same for one of `SESSION_NAMES`, as its place in the list that `names` has for it: a session's rows are
   * merged, and sessions counted, in half the time of doing so with texts.
   */
  sessionName(key: string): SessionName
  /** `WITH …`: what a statement with such columns begins with; empty without them. */
  names: string
  /** `s.app_id …`, for another statement about the sessions that were found. */
  days: string
  /** `h.day …`, for a statement about the health records of the sessions that were found. */
  ofRecords: string
  /** The application alone, over a table `name`: for what is asked without the range. */
  applicationOf(name: string): string
  parameters(): QueryParameters
}

export interface SessionName {
  column: string
  /** @returns the text of one of the column's values */
  toText(column: string): string
}

/** A session's events lie around its start: up to a day after it, and a little before it. */
const EVENTS_BEFORE_MS = 3_600_000
const EVENTS_AFTER_MS = 86_400_000

export function createStatement(scope: QueryScope): ScopedStatement {
  const sql = createSqlParameters()
  const { from, to, search, appId } = scope
  const inScope = toScopeCondition(scope.apps, 'x.app_id')
  const time = (milliseconds: number): string =>
    `fromUnixTimestamp64Milli(${sql.integer(milliseconds)}, 'UTC')`
  const day = (milliseconds: number): string => `toDate(${time(milliseconds)})`

  function applicationOf(name: string): string {
    const allowed = inScope.sql.replace('x.app_id', `${name}.app_id`)
    return `1${allowed}${appId === undefined ? '' : ` AND ${name}.app_id = ${sql.text(appId)}`}`
  }

  function within(first: number, last: number): string {
    return `${applicationOf('e')} AND e.ts >= ${time(first)} AND e.ts < ${time(last)}`
  }

  const used = new Set<string>()
  function sessionColumn(key: string): string {
    used.add(key)
    return `f_${key}`
  }

  const named: string[] = []
  function sessionName(key: string): SessionName {
    const place = named.includes(key) ? named.indexOf(key) + 1 : named.push(key)
    return { column: `n_${key}`, toText: (column) => `names.${place}[${column}]` }
  }

  const withEvent = (condition: string): string =>
    `(app_id, session_id) IN (SELECT e.app_id, e.session_id FROM rum.events AS e WHERE ${within(from - EVENTS_BEFORE_MS, to + EVENTS_AFTER_MS)} AND ${condition})`

  return {
    sql,
    applicationOf,
    get events() {
      return `rum.events AS e FINAL WHERE ${within(from, to)} AND ${toEventCondition(search, sql)}`
    },
    // The day before: a session that is found there has started too early. It may cross midnight.
    get days() {
      return `s.day >= ${day(from)} - 1 AND s.day <= ${day(to)} + 1 AND ${applicationOf('s')}`
    },
    // No last day: the end of a session may be told by the page that comes next, days after.
    get ofRecords() {
      return `h.day >= ${day(from)} - 1 AND ${applicationOf('h')}`
    },
    sessionColumn,
    sessionName,
    // Sorted, so that the highest place is the highest text.
    get names() {
      const lists = named.map((key) => `arraySort(groupUniqArray(s.${key}))`)
      return named.length === 0
        ? ''
        : `WITH (SELECT tuple(${lists.join(', ')}) FROM rum.sessions AS s WHERE ${this.days}) AS names`
    },
    get sessions() {
      const start = sessionColumn('session_start')
      const condition = toSessionCondition(search, { sql, withEvent, toColumn: sessionColumn })
      const columns = [
        ...[...used].map((key) => `${SESSION_FIELDS.get(key)?.value} AS f_${key}`),
        ...named.map(
          (key, index) =>
            `max(transform(s.${key}, names.${index + 1}, arrayEnumerate(names.${index + 1}), 0)) AS n_${key}`,
        ),
      ]
      const health = used.has('session_status')
        ? `LEFT JOIN (${selectStatuses(this.ofRecords)}) AS h ON h.app_id = s.app_id AND h.session_id = s.session_id`
        : ''
      return `(SELECT s.app_id AS app_id, s.session_id AS session_id, ${columns.join(', ')}
  FROM rum.sessions AS s ${health}
  WHERE s.day >= ${day(from)} - 1 AND s.day <= ${day(to)} AND ${applicationOf('s')}
  GROUP BY app_id, session_id)
WHERE ${start} >= ${sql.integer(from)} AND ${start} < ${sql.integer(to)} AND ${condition}`
    },
    parameters: () => ({ ...sql.values, ...inScope.parameters }),
  }
}
