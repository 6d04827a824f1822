import type { AlertPreview, AlertRule } from '../../../protocol/alerts.ts'
import { judge, toTiming } from './judge.ts'
import type { RuleMeasures } from './measureRules.ts'
import { toWindowEnd } from './measureRules.ts'
import type { AlertState } from './nextAlert.ts'
import { NEW_ALERT, nextAlert } from './nextAlert.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** A few hundred windows at most, and four weeks. */
const MOST_WINDOWS = 336
const LONGEST = 28 * DAY

/** Measures one window after another, and runs the life of the alert over them: the rule as it would have been. */
export async function previewRule(
  measures: Pick<RuleMeasures, 'measureSteps'>,
  rule: AlertRule,
  now: number,
): Promise<AlertPreview> {
  const step = rule.window_minutes * MINUTE
  const to = toWindowEnd(now)
  const windows = Math.min(MOST_WINDOWS, Math.floor(LONGEST / step))
  const measured = await measures.measureSteps(rule, { from: to - (windows + 1) * step, to, step })
  const firing: { from: number; to: number }[] = []
  let state: AlertState = NEW_ALERT
  for (const [index, point] of measured.entries()) {
    const before = measured[index - 1]
    if (before !== undefined) {
      const end = point.time + step
      const input = { kind: 'checked', verdict: judge(rule, point, before) } as const
      const next = nextAlert(state, input, { now: end, timing: toTiming(rule) })
      if (next.state.name === 'firing' && state.name !== 'firing') {
        firing.push({ from: end, to })
      } else if (next.state.name !== 'firing' && state.name === 'firing') {
        firing.push({ from: firing.pop()?.from ?? end, to: end })
      }
      state = next.state
    }
  }
  const points = measured.slice(1).map(({ time, value, samples }) => ({
    time,
    value: value ?? null,
    samples,
  }))
  return { step, points, firing }
}
