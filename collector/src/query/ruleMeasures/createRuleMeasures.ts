import { HttpProblem } from '../../core/httpProblem.ts'
import type { Store } from '../../store/openStore.ts'
import { withQueryLimits } from '../queryProblem.ts'
import { selectEventMeasure } from './eventMeasures.ts'
import { selectGroupedEvents, toMeasureName } from './groupedEvents.ts'
import { selectGroupedSessions } from './groupedSessions.ts'
import { planStatements } from './planStatements.ts'
import type { GroupRow, Question, Span } from './question.ts'
import { selectSessionMeasure } from './sessionMeasures.ts'

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

/** @param query - `Store.queryInBackground` for what nobody waits for */
export function createRuleMeasures(query: Store['queryInBackground']): RuleMeasures {
  const store = withQueryLimits({ query })

  async function ask(asked: readonly Question[], span: Span): Promise<Answer[]> {
    const isOfSessions = asked[0]?.measure === 'sessions'
    const select = isOfSessions ? selectGroupedSessions : selectGroupedEvents
    const { sql, parameters, groupOf } = select(asked, span)
    const rows = await store.query<GroupRow>(sql, parameters)
    const byGroup = new Map(rows.map((row) => [Number(row.id), row]))
    return asked.map((question, index) =>
      toGroupValue(question, byGroup.get(groupOf[index] as number)),
    )
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
      const { parts, problems } = planStatements(asked)
      for (const [index, problem] of problems) {
        answers[index] = { problem }
      }
      for (const part of parts) {
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
      const select = question.measure === 'sessions' ? selectSessionMeasure : selectEventMeasure
      const { sql, parameters, time, value, samples } = select(question, { from, to })
      const rows = await store.query<StepRow>(
        `SELECT intDiv(${time} - {spanFrom:Int64}, {step:Int64}) AS bucket, toFloat64(${value}) AS value, ${samples} AS samples\nFROM ${sql}\nGROUP BY bucket`,
        { ...parameters, step },
      )
      const byBucket = new Map(rows.map((row) => [Number(row.bucket), row]))
      return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => {
        const row = byBucket.get(index)
        const found = [row?.value ?? 0, row?.samples ?? 0] as const
        return { time: from + index * step, ...toMeasuredValue(question.measure, found) }
      })
    },
    findProblem,
  }
}

interface StepRow {
  bucket: string | number
  value: number | null
  samples: string | number
}

function toGroupValue(question: Question, row: GroupRow | undefined): MeasuredValue {
  const name = toMeasureName(question)
  const found = name === undefined ? [Number(row?.n ?? 0), row?.n ?? 0] : row?.[name]
  return toMeasuredValue(question.measure, (found ?? [0, 0]) as Found)
}

/** A value, with the number of its samples. */
type Found = readonly [value: number | null, samples: string | number]

/** A count is 0 where nothing matches; a share or a percentile is nothing. */
function toMeasuredValue(measure: Question['measure'], [value, samples]: Found): MeasuredValue {
  const isNothing = Number(samples) === 0 && (measure === 'crash_free' || measure === 'p75')
  return { value: isNothing ? undefined : Number(value), samples: Number(samples) }
}

/** Keys of a search can go with a version of the collector: then its rule says so. */
function findProblem(question: Question): string | undefined {
  return [...planStatements([question]).problems.values()][0]
}
