import { isThreshold } from '../../../protocol/alertRules.ts'
import type { AlertRule } from '../../../protocol/alerts.ts'
import type { Measured } from './judge.ts'
import { judge, toTiming } from './judge.ts'
import type { AlertInput, AlertState, Report } from './nextAlert.ts'
import { NEW_ALERT, nextAlert } from './nextAlert.ts'
import type { Delivery } from './nextDelivery.ts'
import { NO_DELIVERY, WAITING } from './nextDelivery.ts'

/** A rule as it is stored. */
export interface StoredRule {
  rule: AlertRule
  /** Key of the messages' signatures. */
  secret: string
  updatedAt: number
  updatedBy: string
  /** The person who made it, whose limit it counts for. */
  owner: string
  /** Deleted, but perhaps not reported yet. */
  isRemoved?: boolean
}

/** A change of state, with what was measured and how far its message came. */
export interface StoredChange {
  id: string
  time: number
  report: Pick<Report, 'from' | 'to' | 'reason'>
  /** The rule that it is about: it may be another, or gone, when the message is delivered. */
  rule: AlertRule
  value: number | null
  previous: number | null
  samples: number
  delivery: Delivery
}

/**
 * All of an alert that must survive a kill: one row. A change and its message are written together, so that neither is
 * without the other.
 */
export interface AlertRecord {
  state: AlertState
  /** The rule's text for which the state holds. */
  definition: string
  /** The newest last. Those whose delivery waits are the outbox. */
  changes: readonly StoredChange[]
}

/** A rule's changes that are kept. */
const MAX_CHANGES = 50

export const NEW_RECORD: AlertRecord = { state: NEW_ALERT, definition: '', changes: [] }

export interface Check {
  id: string
  rule: AlertRule
  now: number
}

/** Pure: the record after a check. */
export function toChecked(
  record: AlertRecord,
  check: Check,
  measured: { now: Measured; before: Measured | undefined },
): AlertRecord {
  const verdict = judge(check.rule, measured.now, measured.before)
  const { rule } = check
  return advance(toCurrent(record, check), check, {
    input: { kind: 'checked', verdict },
    seen: {
      value: measured.now.value ?? null,
      previous: isThreshold(rule.condition) ? null : (measured.before?.value ?? null),
      samples: measured.now.samples,
    },
  })
}

/** Pure: the record of a rule that was changed begins anew, and an alert of the former rule ends. */
export function toCurrent(record: AlertRecord, check: Check): AlertRecord {
  const definition = toDefinition(check.rule)
  if (record.definition === definition) {
    return record
  }
  const isFirst = record.definition === ''
  const ended = isFirst ? record : toEnded(record, check, 'changed')
  return { ...ended, definition }
}

/** Pure: the record of a rule that is switched off or deleted. */
export function toEnded(
  record: AlertRecord,
  check: Check,
  reason: 'changed' | 'disabled' | 'removed',
): AlertRecord {
  const last = record.changes.at(-1)
  return advance(record, check, {
    input: { kind: 'ended', reason },
    seen: {
      value: last?.value ?? null,
      previous: last?.previous ?? null,
      samples: last?.samples ?? 0,
    },
  })
}

type Seen = Pick<StoredChange, 'value' | 'previous' | 'samples'>

function advance(
  record: AlertRecord,
  { id, rule, now }: Check,
  { input, seen }: { input: AlertInput; seen: Seen },
): AlertRecord {
  const next = nextAlert(record.state, input, { now, timing: toTiming(rule) })
  if (next.state === record.state) {
    return record
  }
  const changes = next.commands.map(
    ({ serial, from, to, reason }): StoredChange => ({
      id: `${id}.${serial}`,
      time: now,
      report: { from, to, reason },
      rule,
      ...seen,
      delivery: rule.webhook === '' ? NO_DELIVERY : WAITING,
    }),
  )
  return {
    ...record,
    state: next.state,
    changes: [...record.changes, ...changes].slice(-MAX_CHANGES),
  }
}

/** Parts of a rule whose change ends what fired. Its name and its webhook are none. */
function toDefinition(rule: AlertRule): string {
  const { app_id, query, measure, event_type, field, condition, threshold } = rule
  const { window_minutes, for_minutes, min_samples } = rule
  return JSON.stringify([
    ...[app_id, query, measure, event_type, field, condition, threshold],
    ...[window_minutes, for_minutes, min_samples],
  ])
}
