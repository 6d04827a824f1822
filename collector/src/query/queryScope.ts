import type { Measurement } from '../../../protocol/measurements.ts'
import type { AppScope } from '../http/appScope.ts'
import { toScopeCondition } from '../http/appScope.ts'
import { selectMergedSessions, toSessionColumn } from './mergedSessions.ts'
import { toEventCondition } from './search/eventSearch.ts'
import type { SearchNode } from './search/searchNode.ts'
import type { SessionSearchDeps } from './search/sessionSearch.ts'
import { toGuardedCondition, toSessionCondition } from './search/sessionSearch.ts'
import type { SqlFragment } from './search/sqlParameters.ts'
import { createSqlParameters } from './search/sqlParameters.ts'

/** Part of the data that a request may see and asks for. */
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

/*
 * Each statement that reads events or sessions takes its FROM and WHERE from here, so that none can forget whose data it
 * may show. Equal scopes give equal fragments, so two of them may stand in one statement, in any order.
 */

/** A session's events lie around its start: up to a day after it, and a little before it. */
const EVENTS_BEFORE_MS = 3_600_000
const EVENTS_AFTER_MS = 86_400_000

/** The application alone, over a table `name`: for what is asked without the range. */
export function ofApplication({ apps, appId }: QueryScope, name: string): SqlFragment {
  const allowed = toScopeCondition(apps, `${name}.app_id`)
  return appId === undefined
    ? { sql: `1${allowed.sql}`, parameters: allowed.parameters }
    : {
        sql: `1${allowed.sql} AND ${name}.app_id = {appId:String}`,
        parameters: { ...allowed.parameters, appId: appId.toWellFormed() },
      }
}

/** `{rangeFrom}`, or so many ms before or after it. */
function toTime(name: 'rangeFrom' | 'rangeTo', shift = ''): string {
  return `fromUnixTimestamp64Milli({${name}:Int64}${shift}, 'UTC')`
}

/** A statement's source, and a condition on its rows. */
export interface MarkedFragment extends SqlFragment {
  /** Condition that the marked rows fulfil; `1` where no search marks rows. */
  mark: string
}

export interface EventRows {
  /** Only events of one type; any by default. */
  type?: Measurement | undefined
  /** Search for the events to mark. */
  marked?: SearchNode | undefined
}

/**
 * `rum.events AS e FINAL … WHERE …`; FINAL: copies and earlier updates of an event do not count. All of them have the same
 * application and type, so that rows of others may be left out before they are merged: that takes half the time.
 */
export function selectEvents(
  scope: QueryScope,
  { type, marked = { kind: 'all' } }: EventRows = {},
): MarkedFragment {
  const application = ofApplication(scope, 'e')
  const values = createSqlParameters('event')
  const search = toEventCondition(scope.search, values)
  const mark = toEventCondition(marked, values)
  const rows = type === undefined ? application.sql : `${application.sql} AND e.type = '${type}'`
  return {
    mark,
    sql: `rum.events AS e FINAL PREWHERE ${rows} WHERE e.ts >= ${toTime('rangeFrom')} AND e.ts < ${toTime('rangeTo')} AND ${search}`,
    parameters: {
      ...application.parameters,
      rangeFrom: scope.from,
      rangeTo: scope.to,
      ...values.values,
    },
  }
}

/** `s.app_id …`, for another statement about the sessions that `selectSessions` found. */
export function onDays(scope: QueryScope): SqlFragment {
  const application = ofApplication(scope, 's')
  return {
    // The day before: a session that is found there has started too early. It may cross midnight.
    sql: `s.day >= toDate(${toTime('rangeFrom')}) - 1 AND s.day <= toDate(${toTime('rangeTo')}) + 1 AND ${application.sql}`,
    parameters: { ...application.parameters, rangeFrom: scope.from, rangeTo: scope.to },
  }
}

/** `h.day …`, for a statement about the health records of the sessions that `selectSessions` found. */
export function ofRecords(scope: QueryScope): SqlFragment {
  const application = ofApplication(scope, 'h')
  return {
    // No last day: the end of a session may be told by the page that comes next, days after.
    sql: `h.day >= toDate(${toTime('rangeFrom')}) - 1 AND ${application.sql}`,
    parameters: { ...application.parameters, rangeFrom: scope.from },
  }
}

export interface SessionColumns {
  /** Keys of `SESSION_FIELDS`: see `toSessionColumn`. */
  columns?: readonly string[]
  /** Keys of `SESSION_NAMES`: see `selectNames`. */
  names?: readonly string[]
  /** Adds the column `persons`: the users of the session's health records, else its user id. Empty if none is known. */
  hasPersons?: boolean
  /** Search for the sessions to mark. */
  marked?: SearchNode
  /** Further aggregates over `rum.sessions AS s`, by name. */
  further?: Readonly<Record<string, string>>
}

/**
 * `(…) WHERE …`: the merged sessions of the range, with `app_id`, `session_id` and the columns that are asked for. With
 * `names`, the statement begins with `selectNames` of the same.
 */
export function selectSessions(
  scope: QueryScope,
  {
    columns = [],
    names = [],
    hasPersons = false,
    marked = { kind: 'all' },
    further = {},
  }: SessionColumns = {},
): MarkedFragment {
  const ofEvents = ofApplication(scope, 'e')
  const ofSessions = ofApplication(scope, 's')
  const records = ofRecords(scope)
  const values = createSqlParameters('session')
  const searched: string[] = []
  const decided: Record<string, string> = {}
  const deps: SessionSearchDeps = {
    sql: values,
    withEvent: (search, guard = '') =>
      `(app_id, session_id) IN (SELECT e.app_id, e.session_id FROM rum.events AS e WHERE ${ofEvents.sql} AND e.ts >= ${toTime('rangeFrom', ` - ${EVENTS_BEFORE_MS}`)} AND e.ts < ${toTime('rangeTo', ` + ${EVENTS_AFTER_MS}`)} AND ${toGuardedCondition(search, guard, values)})`,
    toColumn(key) {
      searched.push(key)
      return toSessionColumn(key)
    },
    addAggregate(aggregate) {
      const column = `c_${Object.keys(decided).length}`
      decided[column] = aggregate
      return column
    },
  }
  const condition = toSessionCondition(scope.search, deps)
  const mark = toSessionCondition(marked, deps)
  const keys = [...new Set(['session_start', ...columns, ...searched])]
  const merged = selectMergedSessions({
    keys,
    further: {
      ...further,
      ...decided,
      ...Object.fromEntries(names.map((key, index) => toPlace(key, index + 1))),
    },
    hasPersons,
    condition: `s.day >= toDate(${toTime('rangeFrom')}) - 1 AND s.day <= toDate(${toTime('rangeTo')}) AND ${ofSessions.sql}`,
    records: records.sql,
  })
  const start = toSessionColumn('session_start')
  return {
    mark,
    sql: `(${merged})
WHERE ${start} >= {rangeFrom:Int64} AND ${start} < {rangeTo:Int64} AND ${condition}`,
    parameters: {
      ...ofSessions.parameters,
      rangeFrom: scope.from,
      rangeTo: scope.to,
      ...values.values,
    },
  }
}

/**
 * `WITH …`, the start of a statement that counts sessions by their names: a name is then its place in a list. A session's
 * rows are merged, and sessions counted, in half the time of doing so with texts.
 */
export function selectNames(scope: QueryScope, names: readonly string[]): SqlFragment {
  if (names.length === 0) {
    return { sql: '', parameters: {} }
  }
  const days = onDays(scope)
  // Sorted, so that the highest place is the highest text.
  const lists = names.map((key) => `arraySort(groupUniqArray(s.${key}))`)
  return {
    sql: `WITH (SELECT tuple(${lists.join(', ')}) FROM rum.sessions AS s WHERE ${days.sql}) AS names`,
    parameters: days.parameters,
  }
}

/** A name's column in `selectSessions`: the place of its text in the list. */
function toPlace(key: string, list: number): [column: string, value: string] {
  return [`n_${key}`, `max(transform(s.${key}, names.${list}, arrayEnumerate(names.${list}), 0))`]
}

export interface NameColumn {
  column: string
  /** @returns the text of one of the column's values */
  toText(column: string): string
}

/** @param names - as `selectNames` had them */
export function toNameColumn(key: string, names: readonly string[]): NameColumn {
  return {
    column: `n_${key}`,
    toText: (column) => `names.${names.indexOf(key) + 1}[${column}]`,
  }
}
