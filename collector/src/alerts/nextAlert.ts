import type { AlertEnding, AlertStateName } from '../../../protocol/alertRules.ts'

/** Life of one alert as a value: every rule of it is a row of a table test. */
export interface AlertState {
  name: AlertStateName
  /** Time of the last change of `name`, in ms since the epoch. */
  since: number
  /** Time of the last check that saw a breach, while `firing`. */
  breachedAt: number
  /** Number of changes that were reported: with the id of the rule it names each. */
  changes: number
}

/** A check saw the condition hold, not hold, or had too few samples to decide. */
export type Verdict = 'breach' | 'quiet' | 'unknown'

export type AlertInput =
  | { kind: 'checked'; verdict: Verdict }
  /** The rule is no longer what fired. */
  | { kind: 'ended'; reason: AlertEnding }

export interface AlertTiming {
  /** Time in ms for which the condition must hold before the alert fires. */
  holdMs: number
  /** Time in ms without a breach after which the alert ends. */
  quietMs: number
}

/** Each change into and out of `firing` is reported once. */
export interface Report {
  kind: 'report'
  serial: number
  from: AlertStateName
  to: AlertStateName
  reason: AlertEnding | undefined
}

export interface NextAlert {
  state: AlertState
  commands: readonly Report[]
}

export const NEW_ALERT: AlertState = { name: 'new', since: 0, breachedAt: 0, changes: 0 }

const ENDED: Readonly<Record<AlertEnding, AlertStateName>> = {
  changed: 'new',
  disabled: 'new',
  removed: 'new',
}

/**
 * Pure: the state of an alert after an input. A firing alert ends only after a whole quiet time, so that a value that moves
 * around the threshold is one alert.
 */
export function nextAlert(
  state: AlertState,
  input: AlertInput,
  { now, timing }: { now: number; timing: AlertTiming },
): NextAlert {
  if (input.kind === 'ended') {
    return change(state, ENDED[input.reason], { now, reason: input.reason })
  }
  const { verdict } = input
  if (state.name === 'firing') {
    if (verdict === 'breach') {
      return { state: { ...state, breachedAt: now }, commands: [] }
    }
    return now - state.breachedAt < timing.quietMs
      ? { state, commands: [] }
      : change(state, verdict === 'quiet' ? 'ok' : 'no_data', { now })
  }
  if (verdict !== 'breach') {
    return change(state, verdict === 'quiet' ? 'ok' : 'no_data', { now })
  }
  const heldFor = state.name === 'pending' ? now - state.since : 0
  return change(state, heldFor >= timing.holdMs ? 'firing' : 'pending', { now })
}

function change(
  state: AlertState,
  name: AlertStateName,
  { now, reason }: { now: number; reason?: AlertEnding },
): NextAlert {
  if (state.name === name) {
    return { state, commands: [] }
  }
  const isReported = name === 'firing' || state.name === 'firing'
  const serial = state.changes + (isReported ? 1 : 0)
  return {
    state: { name, since: now, breachedAt: name === 'firing' ? now : 0, changes: serial },
    commands: isReported ? [{ kind: 'report', serial, from: state.name, to: name, reason }] : [],
  }
}
