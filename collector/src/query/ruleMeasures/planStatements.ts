import { SearchProblem } from '../search/searchProblem.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'
import { toType } from './eventMeasures.ts'
import { toEventRow } from './groupedEvents.ts'
import { createSessionReader } from './groupedSessions.ts'
import type { RowCondition } from './planGroups.ts'
import { toShapeParts } from './planGroups.ts'
import type { Question } from './question.ts'
import { shareValues } from './shareValues.ts'

export interface StatementPlan {
  /** Places of the questions of each statement. */
  parts: readonly (readonly number[])[]
  /** Reasons why questions cannot be answered, by their places. */
  problems: ReadonlyMap<number, string>
}

/** Expressions of one statement. Its planning takes more than twice the time for twice as many; its rows are read once. */
const EXPRESSIONS_EACH = 100

/**
 * Pure: divides questions into as few statements as they need. They are sorted by application and type, so that a statement reads
 * few of them where there are several, and so does each half of one that the engine refuses.
 */
export function planStatements(questions: readonly Question[]): StatementPlan {
  const problems = new Map<number, string>()
  const events = new Map<number, RowCondition>()
  const sessions = new Map<number, RowCondition>()
  const reader = createSessionReader()
  const values = shareValues(createSqlParameters('measure'))
  for (const [index, question] of sortByRows(questions)) {
    try {
      question.measure === 'sessions'
        ? sessions.set(index, reader.toPlannedRow(question))
        : events.set(index, toEventRow(question, values))
    } catch (error) {
      if (!(error instanceof SearchProblem)) {
        throw error
      }
      problems.set(index, `query, column ${error.column}: ${error.message}`)
    }
  }
  return { parts: [...divide(sessions), ...divide(events)], problems }
}

function sortByRows(questions: readonly Question[]): [number, Question][] {
  const toKey = (question: Question): string => `${question.app_id}\n${toType(question)}`
  return [...questions.entries()].sort(([, one], [, other]) => (toKey(one) < toKey(other) ? -1 : 1))
}

function divide(rows: ReadonlyMap<number, RowCondition>): number[][] {
  const indexes = [...rows.keys()]
  return toShapeParts([...rows.values()], EXPRESSIONS_EACH).map((part) =>
    part.map((place) => indexes[place] as number),
  )
}
