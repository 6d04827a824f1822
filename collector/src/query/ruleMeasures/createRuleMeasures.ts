import { HttpProblem } from '../../core/httpProblem.ts'
import type { Store } from '../../store/openStore.ts'
import { withQueryLimits } from '../queryProblem.ts'
import { SearchProblem } from '../search/searchProblem.ts'
import { selectEventMeasures } from './eventMeasures.ts'
import type { Question, SelectedRow, Selection, Span } from './question.ts'
import { selectSessionMeasures } from './sessionMeasures.ts'

export interface MeasuredValue {
  /** `undefined` where nothing has a value. */
  value: number | undefined
  samples: number
}

export type Answer = MeasuredValue | { problem: string }

export interface MeasuredStep extends MeasuredValue {
  /** Start of the step, in ms since the epoch. */
  time: number
}

/**
 * Measures the rules of alerts over windows of time: many with one statement, or one over many windows. `measures.ts` computes
 * the numbers of dashboards, which have groups and buckets.
 */
export interface RuleMeasures {
  /** One answer for each question, in their order. A question that cannot be answered does not stop the others. */
  measure(questions: readonly Question[], span: Span): Promise<Answer[]>
  /** Throws an `HttpProblem` where the question cannot be answered. */
  measureSteps(question: Question, span: Span & { step: number }): Promise<MeasuredStep[]>
  /** Returns what is wrong with the search of a question; `undefined` if it can be answered. */
  findProblem(question: Question): string | undefined
}

/** Questions of one statement. Its planning takes more than twice the time for twice as many; its rows are read once. */
const QUESTIONS_EACH = 100

/** @param query - `Store.queryInBackground` for what nobody waits for */
export function createRuleMeasures(query: Store['queryInBackground']): RuleMeasures {
  const store = withQueryLimits({ query })

  async function ask(asked: readonly Question[], span: Span): Promise<Answer[]> {
    const { sql, columns, parameters } = toSelection(asked, span)
    const [row] = await store.query<SelectedRow>(`SELECT ${columns}\nFROM ${sql}`, parameters)
    return asked.map((question, index) => toValue(question, row, index))
  }

  /** Halves what the engine refuses, until the question that is too much is alone. */
  async function askInParts(asked: readonly Question[], span: Span): Promise<Answer[]> {
    try {
      return await ask(asked, span)
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.errorCode !== 'rum.queryTooLarge') {
        throw error
      }
      if (asked.length === 1) {
        return [{ problem: error.message }]
      }
      const middle = Math.ceil(asked.length / 2)
      const first = await askInParts(asked.slice(0, middle), span)
      return [...first, ...(await askInParts(asked.slice(middle), span))]
    }
  }

  return {
    async measure(asked, span) {
      const answers = new Array<Answer>(asked.length)
      const good: number[] = []
      for (const [index, question] of asked.entries()) {
        const problem = findProblem(question)
        if (problem === undefined) {
          good.push(index)
        } else {
          answers[index] = { problem }
        }
      }
      for (const part of toParts(asked, good)) {
        const values = await askInParts(
          part.map((index) => asked[index] as Question),
          span,
        )
        for (const [place, index] of part.entries()) {
          answers[index] = values[place] as Answer
        }
      }
      return answers
    },
    async measureSteps(question, { from, to, step }) {
      const { sql, columns, parameters, time } = toSelection([question], { from, to })
      const rows = await store.query<SelectedRow & { bucket: string | number }>(
        `SELECT intDiv(${time} - {spanFrom:Int64}, {step:Int64}) AS bucket, ${columns}\nFROM ${sql}\nGROUP BY bucket`,
        { ...parameters, step },
      )
      const byBucket = new Map(rows.map((row) => [Number(row.bucket), row]))
      return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => ({
        time: from + index * step,
        ...toValue(question, byBucket.get(index), 0),
      }))
    },
    findProblem,
  }
}

function toSelection(asked: readonly Question[], span: Span): Selection {
  const isOfSessions = asked[0]?.measure === 'sessions'
  return (isOfSessions ? selectSessionMeasures : selectEventMeasures)(asked, span)
}

/** A count is 0 where nothing matches; a share or a percentile is nothing. */
function toValue(
  { measure }: Question,
  row: SelectedRow | undefined,
  index: number,
): MeasuredValue {
  const pair = row?.[`m${index}`]
  if (pair === undefined) {
    const count = Number(row?.counts?.[index] ?? 0)
    const isCount = measure !== 'crash_free' && measure !== 'p75'
    return { value: isCount ? count : undefined, samples: count }
  }
  const samples = Number(pair[1])
  const isNothing = samples === 0 && measure !== 'users'
  return { value: isNothing ? undefined : Number(pair[0]), samples }
}

/** Sorted, so that a statement reads few applications and types. */
function toParts(asked: readonly Question[], indexes: readonly number[]): number[][] {
  const keyOf = (index: number): string => {
    const { measure, app_id: appId, event_type: type, field } = asked[index] as Question
    return `${measure === 'sessions' ? 'sessions' : 'events'}\n${appId}\n${type || field || measure}`
  }
  const sorted = indexes.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  const parts: number[][] = []
  for (const source of ['sessions', 'events']) {
    const own = sorted.filter((index) => keyOf(index).startsWith(`${source}\n`))
    for (let at = 0; at < own.length; at += QUESTIONS_EACH) {
      parts.push(own.slice(at, at + QUESTIONS_EACH))
    }
  }
  return parts
}

/** Keys of a search can go with a version of the collector: then its rule says so. */
function findProblem(question: Question): string | undefined {
  try {
    toSelection([question], { from: 0, to: 0 })
    return undefined
  } catch (error) {
    if (error instanceof SearchProblem) {
      return `query, column ${error.column}: ${error.message}`
    }
    throw error
  }
}
