import { isThreshold } from '../../../protocol/alertRules.ts'
import type { AlertRule } from '../../../protocol/alerts.ts'
import type { AlertTiming, Verdict } from './nextAlert.ts'

/** Value of a window. */
export interface Measured {
  /** `undefined` where nothing has a value: no view has the vital, nobody came. */
  value: number | undefined
  /** Events, sessions or views behind the value. */
  samples: number
}

const MINUTE = 60_000
/** A day's window would hold an alert for another day after its cause has gone. */
const LONGEST_QUIET = 60 * MINUTE

export function toTiming(rule: Pick<AlertRule, 'for_minutes' | 'window_minutes'>): AlertTiming {
  return {
    holdMs: rule.for_minutes * MINUTE,
    quietMs: Math.min(rule.window_minutes * MINUTE, LONGEST_QUIET),
  }
}

type Condition = Pick<AlertRule, 'measure' | 'condition' | 'threshold' | 'min_samples'>

/** Decides whether a rule's condition holds. `before` is the window before, for a rule about a change. */
export function judge(rule: Condition, now: Measured, before: Measured | undefined): Verdict {
  if (rule.measure === 'no_data') {
    return now.samples === 0 ? 'breach' : 'quiet'
  }
  const isCount = ['events', 'sessions', 'users'].includes(rule.measure)
  if (isThreshold(rule.condition)) {
    // A count is a number of samples itself: "fewer than ten" must hold at zero.
    const isDecided = now.value !== undefined && (isCount || now.samples >= rule.min_samples)
    return isDecided ? toVerdict(isBeyond(rule, now.value ?? 0)) : 'unknown'
  }
  if (now.value === undefined || before?.value === undefined) {
    return 'unknown'
  }
  // A fall to nothing has its samples in the window before.
  const samples = isCount
    ? Math.max(now.samples, before.samples)
    : Math.min(now.samples, before.samples)
  if (samples === 0 || samples < rule.min_samples) {
    return 'unknown'
  }
  return toVerdict(hasChanged(rule, now.value, before.value))
}

function isBeyond({ condition, threshold }: Condition, value: number): boolean {
  return condition === 'above' ? value > threshold : value < threshold
}

/** A rise from 0 is endless; nothing falls from there. */
function hasChanged({ condition, threshold }: Condition, value: number, before: number): boolean {
  const difference = condition === 'rises' ? value - before : before - value
  return difference > 0 && difference * 100 > threshold * before
}

function toVerdict(isBreached: boolean): Verdict {
  return isBreached ? 'breach' : 'quiet'
}
