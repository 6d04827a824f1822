import { toEventCondition, toEventEquality } from '../search/eventSearch.ts'
import { parseSearch } from '../search/parseSearch.ts'
import type { SqlParameters } from '../search/sqlParameters.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'
import { PERCENTILES, selectRows, toType } from './eventMeasures.ts'
import type { GroupPlan, RowCondition } from './planGroups.ts'
import { planGroups } from './planGroups.ts'
import type { GroupedSelection, Question, Span } from './question.ts'
import { toSpan } from './question.ts'
import { addTerms } from './rowConditions.ts'
import { shareValues } from './shareValues.ts'

/** Questions about events, in one pass: one row for each group of events that questions are about. */
export function selectGroupedEvents(questions: readonly Question[], span: Span): GroupedSelection {
  const values = shareValues(createSqlParameters('measure'))
  const plan = planGroups(
    questions.map((one) => toEventRow(one, values)),
    values,
  )
  const measures = planMeasures(questions, plan)
  const rows = selectRows(questions)
  const time = toSpan('e.ts', span)
  return {
    groupOf: plan.groupOf,
    sql: `SELECT id, count() AS n${measures.map((one) => `, ${one.sql}`).join('')}
FROM (SELECT arrayJoin(arrayFilter(one -> one != 0, ${plan.groups})) AS id${measures.map(({ reads }) => reads).join('')}
  FROM (SELECT ${[plan.columns, 'e.app_id AS app_id'].filter(Boolean).join(',\n    ')}${measures.map(({ selects }) => selects).join('')}
    FROM rum.events AS e FINAL
    PREWHERE ${rows.sql}
    WHERE ${time.sql}))
GROUP BY id`,
    parameters: { ...rows.parameters, ...time.parameters, ...values.values },
  }
}

/** The events that a question is about. */
export function toEventRow(question: Question, values: SqlParameters): RowCondition {
  const type = toType(question)
  return addTerms(parseSearch(question.query), {
    equalities: [
      ...(question.app_id === '' ? [] : [['e.app_id', question.app_id] as const]),
      ...(type === '' ? [] : [['toString(e.type)', type] as const]),
    ],
    toEquality: toEventEquality,
    toConditions: (nodes) => nodes.map((node) => toEventCondition(node, values)),
  })
}

/** A measure of the groups that ask for it, with the columns that it reads. */
interface GroupMeasure {
  sql: string
  /** Added to the list of the joined rows. */
  reads: string
  /** Added to the list of the events. */
  selects: string
}

function planMeasures(questions: readonly Question[], { groupOf }: GroupPlan): GroupMeasure[] {
  const asking = new Map<string, Set<number>>()
  for (const [index, question] of questions.entries()) {
    const name = toMeasureName(question)
    if (name !== undefined) {
      asking.set(name, (asking.get(name) ?? new Set()).add(groupOf[index] as number))
    }
  }
  const groups = Math.max(0, ...groupOf)
  return [...asking].map(([name, own]) => {
    const flags = Array.from({ length: groups }, (_, index) => (own.has(index + 1) ? 1 : 0))
    const isAsked = own.size === groups ? '1' : `[${flags.join(', ')}][id]`
    return toGroupMeasure(name, isAsked)
  })
}

/** Column of a group's row that answers a question; `undefined` where the number of events does. */
export function toMeasureName({ measure, field }: Question): string | undefined {
  switch (measure) {
    case 'users':
    case 'crash_free':
      return measure
    case 'p75':
      return field === '' ? 'lcp' : field
    default:
      return undefined
  }
}

function toGroupMeasure(name: string, isAsked: string): GroupMeasure {
  if (name === 'users') {
    const users = `uniqExactIf(userid, userid != '' AND ${isAsked})`
    return {
      sql: `(toFloat64(${users}), count()) AS users`,
      reads: ', userid',
      selects: ', e.userid AS userid',
    }
  }
  if (name === 'crash_free') {
    const session = 'cityHash64(app_id, session_id)'
    const all = `uniqExactIf(${session}, session_id != '' AND ${isAsked})`
    const crashed = `uniqExactIf(${session}, session_id != '' AND is_crash AND ${isAsked})`
    return {
      sql: `(toFloat64(1 - ${crashed} / greatest(${all}, 1)), ${all}) AS crash_free`,
      reads: ', app_id, session_id, is_crash',
      selects: ", e.session_id AS session_id, e.type = 'error' AND NOT e.handled AS is_crash",
    }
  }
  const column = PERCENTILES[name as keyof typeof PERCENTILES][0]
  const has = `isNotNull(p_${name}) AND ${isAsked}`
  return {
    sql: `(toFloat64(quantileTDigestIf(0.75)(ifNull(p_${name}, 0), ${has})), countIf(${has})) AS ${name}`,
    reads: `, p_${name}`,
    selects: `, ${column} AS p_${name}`,
  }
}
