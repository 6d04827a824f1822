import { isThreshold } from '../../../protocol/alertRules.ts'
import type { AlertRule } from '../../../protocol/alerts.ts'
import type { Measured } from './judge.ts'

/** A value to measure. */
export type Question = Pick<AlertRule, 'app_id' | 'query' | 'measure' | 'event_type' | 'field'>
export type Answer = Measured | { problem: string }

/** The part of the queries that alerts use: `query/ruleMeasures/createRuleMeasures.ts`. */
export interface RuleMeasures {
  measure(
    questions: readonly Question[],
    span: { from: number; to: number },
  ): Promise<readonly Answer[]>
  measureSteps(
    question: Question,
    span: { from: number; to: number; step: number },
  ): Promise<readonly (Measured & { time: number })[]>
  /** Returns what is wrong with the search of a question; `undefined` if it can be answered. */
  findProblem(question: Question): string | undefined
}

export interface RuleAnswer {
  now: Answer
  /** The window before, for a rule about a change. */
  before: Answer | undefined
}

const MINUTE = 60_000
/** Events are on their way for some seconds: the newest minute is never whole. */
const LATEST_MS = MINUTE
/** A window is checked at so many places of it: a longer one is checked less often. */
const CHECKS_EACH_WINDOW = 10

/** Time in ms between two checks of a rule. */
export function toPeriod({ window_minutes: minutes }: Pick<AlertRule, 'window_minutes'>): number {
  return Math.ceil(minutes / CHECKS_EACH_WINDOW) * MINUTE
}

/**
 * True if a rule is to be checked. Rules of one window are due at the same time, whenever they were made, so that they share
 * statements: four turns a minute would otherwise measure a quarter of them each.
 *
 * @param checkedAt - ms since the epoch; 0 if it never was
 */
export function isDue(
  { rule, updatedAt }: { rule: Pick<AlertRule, 'window_minutes'>; updatedAt: number },
  checkedAt: number,
  now: number,
): boolean {
  const period = toPeriod(rule)
  const toTurn = (time: number): number => Math.floor(toWindowEnd(time) / period)
  return checkedAt < updatedAt || toTurn(checkedAt) !== toTurn(now)
}

/** End of the window that a check at `now` measures: a whole minute, so that rules of one window share a statement. */
export function toWindowEnd(now: number): number {
  return Math.floor((now - LATEST_MS) / MINUTE) * MINUTE
}

/** Measures rules, those of one window together. */
export async function measureRules(
  measures: Pick<RuleMeasures, 'measure'>,
  rules: ReadonlyMap<string, AlertRule>,
  now: number,
): Promise<ReadonlyMap<string, RuleAnswer>> {
  const end = toWindowEnd(now)
  const answers = new Map<string, RuleAnswer>()
  for (const minutes of new Set([...rules.values()].map((rule) => rule.window_minutes))) {
    const width = minutes * MINUTE
    const own = [...rules].filter(([, rule]) => rule.window_minutes === minutes)
    const changes = own.filter(([, rule]) => isChange(rule))
    const current = await ask(measures, own, { from: end - width, to: end })
    const former = await ask(measures, changes, { from: end - 2 * width, to: end - width })
    for (const [id, answer] of current) {
      answers.set(id, { now: answer, before: former.get(id) })
    }
  }
  return answers
}

function isChange({ measure, condition }: AlertRule): boolean {
  return measure !== 'no_data' && !isThreshold(condition)
}

async function ask(
  measures: Pick<RuleMeasures, 'measure'>,
  rules: readonly (readonly [string, AlertRule])[],
  span: { from: number; to: number },
): Promise<Map<string, Answer>> {
  if (rules.length === 0) {
    return new Map()
  }
  const answers = await measures.measure(
    rules.map(([, rule]) => rule),
    span,
  )
  return new Map(rules.map(([id], index) => [id, answers[index] as Answer]))
}
