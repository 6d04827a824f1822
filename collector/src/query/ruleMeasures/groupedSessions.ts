import { toSessionColumn } from '../mergedSessions.ts'
import { toEventCondition, toEventEquality } from '../search/eventSearch.ts'
import { parseSearch } from '../search/parseSearch.ts'
import type { SearchNode } from '../search/searchNode.ts'
import type { SessionSearchDeps } from '../search/sessionSearch.ts'
import { toSessionConditions, toSessionEquality } from '../search/sessionSearch.ts'
import type { SqlParameters } from '../search/sqlParameters.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'
import type { RowCondition } from './planGroups.ts'
import { planGroups, toConditionKey } from './planGroups.ts'
import type { GroupedSelection, Question, Span } from './question.ts'
import { addTerms } from './rowConditions.ts'
import { IN_SPAN, joinEvents, selectSessions } from './sessionMeasures.ts'
import { shareValues } from './shareValues.ts'

/** Number of an event that a session has, as a text; 0 stands for the session itself. */
const EVENT = 'toString(event)'

/**
 * Questions about sessions: one row for each group of them. A session is a row for itself and one for each kind of events that
 * it has and a question asks for, so that such a term is looked up as a field of the session is.
 */
export function selectGroupedSessions(
  questions: readonly Question[],
  span: Span,
): GroupedSelection {
  const reader = createSessionReader()
  const { values, fields } = reader
  const plan = planGroups(
    questions.map((one) => reader.toSessionRow(one)),
    values,
  )
  const rows = selectSessions(questions, span, fields)
  const event =
    reader.events.length === 0
      ? 'toUInt16(0) AS event'
      : 'arrayJoin(arrayConcat([toUInt16(0)], x.found)) AS event'
  return {
    groupOf: plan.groupOf,
    sql: `SELECT arrayJoin(arrayFilter(one -> one != 0, groups)) AS id, count() AS n
FROM (SELECT ${event},
    ${[plan.columns, `${plan.groups} AS groups`].filter(Boolean).join(',\n    ')}
  FROM ${rows.sql}
  ${joinFound(questions, reader)}
  WHERE ${IN_SPAN})
GROUP BY id`,
    parameters: { ...rows.parameters, ...values.values },
  }
}

/** Reads questions one after another, and collects what their conditions need. */
export interface SessionReader {
  /** The rows that a question is about. */
  toSessionRow(question: Question): RowCondition
  /** The same, with the conditions on events: what a question costs its statement. */
  toPlannedRow(question: Question): RowCondition
  readonly values: SqlParameters
  /** Keys of the sessions' fields. */
  readonly fields: ReadonlySet<string>
  /** Kinds of events: the first has the number 1. */
  readonly events: readonly RowCondition[]
}

export function createSessionReader(): SessionReader {
  const values = shareValues(createSqlParameters('measure'))
  const fields = new Set<string>()
  const events = new Map<string, RowCondition>()
  const deps: SessionSearchDeps = {
    sql: values,
    withEvent(search, guard = '') {
      const row = toEventRow(search, guard, values)
      const key = toConditionKey(row)
      events.set(key, row)
      return hasEvent([...events.keys()].indexOf(key) + 1)
    },
    toColumn(key) {
      fields.add(key)
      return `m.${toSessionColumn(key)}`
    },
  }
  function toSessionRow({ app_id: appId, query }: Question): RowCondition {
    const { equalities, rest } = addTerms(parseSearch(query), {
      equalities: appId === '' ? [] : [['m.app_id', appId]],
      toEquality: (node) => toSessionEquality(node, deps),
      toConditions: (nodes) => toSessionConditions(nodes, deps),
    })
    return lookUpEvent({ equalities, rest }, events.size)
  }
  return {
    values,
    fields,
    get events() {
      return [...events.values()]
    },
    toSessionRow,
    toPlannedRow(question) {
      const { equalities, rest } = toSessionRow(question)
      const kinds = [...events.values()].filter(
        (_, index) =>
          equalities.get(EVENT) === String(index + 1) ||
          rest.some((one) => one.includes(hasEvent(index + 1))),
      )
      const ofEvents = kinds.flatMap((kind) => [[...kind.equalities.keys()].join(), ...kind.rest])
      return { equalities, rest: [...rest, ...ofEvents] }
    },
  }
}

const hasEvent = (number: number): string => `has(x.found, ${number})`

/** A single event that a session must have is looked up; conditions that combine several are computed. */
function lookUpEvent({ equalities, rest }: RowCondition, events: number): RowCondition {
  const numbers = Array.from({ length: events }, (_, index) => index + 1)
  const [own, ...others] = numbers.filter((number) => rest.includes(hasEvent(number)))
  return own === undefined || others.length > 0
    ? { equalities: new Map([...equalities, [EVENT, '0']]), rest }
    : {
        equalities: new Map([...equalities, [EVENT, String(own)]]),
        rest: rest.filter((one) => one !== hasEvent(own)),
      }
}

/** The events that terms about one event are about. */
function toEventRow(search: SearchNode, guard: string, values: SqlParameters): RowCondition {
  const { equalities, rest } = addTerms(search, {
    equalities: [],
    toEquality: toEventEquality,
    toConditions: (nodes) => nodes.map((node) => toEventCondition(node, values)),
  })
  return { equalities, rest: guard === '' ? rest : [guard, ...rest] }
}

/** Joins the numbers of the events that sessions have. */
function joinFound(questions: readonly Question[], { events, values }: SessionReader): string {
  if (events.length === 0) {
    return ''
  }
  const { columns, groups } = planGroups(events, values)
  return joinEvents(questions, {
    columns: [columns, `${groups} AS groups`].filter(Boolean),
    aggregates: ['groupUniqArrayArray(arrayFilter(one -> one != 0, groups)) AS found'],
  })
}
