import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import type { AlertRecord, StoredRule } from './alertRecord.ts'
import { NEW_RECORD, toChecked, toCurrent, toEnded } from './alertRecord.ts'
import type { AlertStorage, LastCheck } from './alertStorage.ts'
import type { DueMessage } from './deliverMessages.ts'
import { createDeliveryQueue, findDue } from './deliverMessages.ts'
import { createKeptRecords } from './keptRecords.ts'
import type { RuleAnswer, RuleMeasures } from './measureRules.ts'
import { isDue, measureRules } from './measureRules.ts'
import type { Attempt } from './nextDelivery.ts'
import { nextDelivery } from './nextDelivery.ts'
import { LEASE_MS, nextLease } from './nextLease.ts'
import type { PostWebhook } from './postWebhook.ts'
import { signMessage } from './signMessage.ts'
import { toChangeMessage } from './toMessage.ts'

export interface CheckerDeps {
  storage: AlertStorage
  measures: Pick<RuleMeasures, 'measure'>
  post: PostWebhook
  publicUrl: string
  /** Other collectors may be at work on the same store. */
  isShared: boolean
  /** ms since the epoch. */
  now(): number
  report(message: string, error?: unknown): void
}

export interface Checker {
  /** Checks what is due, and sends what waits. To be called every few seconds. */
  turn(): Promise<void>
  /** Checks one rule at once, if this collector is the one that checks. */
  checkNow(id: string): Promise<void>
  /** Last checks as this collector knows them; `undefined` if another one checks. */
  readonly checks: ReadonlyMap<string, LastCheck> | undefined
  /** Stores what is only in memory. Resolves when nothing is under way. */
  stop(): Promise<void>
}

const RECENT_VALUES = 30
/** Values are for the eye: a start after a kill misses those of so many ms. */
const STORE_CHECKS_MS = 300_000
const NO_WEBHOOK: Attempt = {
  isDelivered: false,
  status: 410,
  problem: 'the rule has no webhook any more',
}

/** Carries out what the pure parts decide: `nextAlert`, `nextDelivery`, `nextLease`. */
export function createChecker(deps: CheckerDeps): Checker {
  const { storage, measures, isShared, now, report } = deps
  const self = randomUUID()
  const stopping = new AbortController()
  const kept = createKeptRecords(storage)
  const checking = pLimit(1)
  let checks: Map<string, LastCheck> | undefined
  let storedAt = now()
  const queue = createDeliveryQueue((message) =>
    deliver(message).catch((error) =>
      report('A message could not be sent; the next try is in 15 s.', error),
    ),
  )

  /** True if this collector is the one that checks. Then its memory holds what is stored. */
  async function isChecker(): Promise<boolean> {
    if (isShared && !(await holdsLease())) {
      kept.drop()
      checks = undefined
      return false
    }
    checks ??= new Map(await storage.checks())
    await kept.load()
    return true
  }

  async function holdsLease(): Promise<boolean> {
    const step = nextLease(await storage.lease(), self, now())
    if (step === 'claim' || step === 'renew') {
      await storage.writeLease({ holder: self, until: now() + LEASE_MS })
    }
    return step === 'check' || step === 'renew'
  }

  async function check(wanted?: string): Promise<void> {
    const rules = await storage.rules()
    const asked = wanted === undefined ? rules : pickRule(rules, wanted)
    const due = [...asked].filter(
      ([id, stored]) =>
        isActive(stored) &&
        (wanted !== undefined || isDue(stored, checks?.get(id)?.checkedAt ?? 0, now())),
    )
    const answers = await measureRules(
      measures,
      new Map(due.map(([id, { rule }]) => [id, rule])),
      now(),
    )
    const at = now()
    await kept.update((held) => toChanged(held, asked, { answers, at }))
    for (const [id, answer] of answers) {
      checks?.set(id, toLastCheck(checks.get(id), answer, at))
    }
    await forgetRemoved(rules)
  }

  async function forgetRemoved(rules: ReadonlyMap<string, StoredRule>): Promise<void> {
    const gone = findGone(rules, kept.all)
    if (gone.length > 0) {
      await storage.forget(gone)
      kept.forget(gone)
      for (const id of gone) {
        checks?.delete(id)
      }
    }
  }

  /** Sends one message and stores what came of it. */
  async function deliver({ id, change }: DueMessage): Promise<void> {
    const stored = (await storage.rules().catch(() => undefined))?.get(id)
    if (stored === undefined || stopping.signal.aborted) {
      return // the next turn tries again
    }
    const body = toChangeMessage(id, change, deps.publicUrl)
    const { secret, rule, isRemoved } = stored
    const headers = { ...signMessage({ id: change.id, body, secret }, now()) }
    // A corrected address counts for messages that wait.
    const url = isRemoved ? change.rule.webhook : rule.webhook
    const attempt =
      url === '' ? NO_WEBHOOK : await deps.post({ url, body, headers }, stopping.signal)
    if (stopping.signal.aborted && !attempt.isDelivered) {
      return // cut off by the stop: no fault of the target
    }
    await kept
      .update((held) => {
        const record = held.get(id)
        const changes = record?.changes.map((one) =>
          one.id === change.id
            ? { ...one, delivery: nextDelivery(one.delivery, attempt, now()) }
            : one,
        )
        return new Map(record && changes ? [[id, { ...record, changes }]] : [])
      })
      .catch((error) =>
        report('The result of a message could not be stored; it is sent again.', error),
      )
  }

  async function storeChecks(): Promise<void> {
    if (checks !== undefined && checks.size > 0) {
      storedAt = now()
      await storage.writeChecks(checks)
    }
  }

  /** @param wanted - one rule to check, whether it is due or not */
  function turn(wanted?: string): Promise<void> {
    return checking(async () => {
      if (stopping.signal.aborted || !(await isChecker())) {
        return
      }
      await check(wanted)
      queue.add(findDue(kept.all, now()))
      if (now() - storedAt >= STORE_CHECKS_MS) {
        await storeChecks()
      }
    })
  }

  return {
    turn: () => turn(),
    checkNow: turn,
    get checks() {
      return checks
    },
    async stop() {
      stopping.abort()
      await checking(() => undefined)
      await queue.whenIdle()
      await storeChecks().catch((error) => report('The last values are not stored.', error))
    },
  }
}

function pickRule(
  rules: ReadonlyMap<string, StoredRule>,
  id: string,
): ReadonlyMap<string, StoredRule> {
  const rule = rules.get(id)
  return new Map(rule && [[id, rule]])
}

const isActive = ({ rule, isRemoved }: StoredRule): boolean => rule.is_enabled && !isRemoved

/** Deleted rules of which nothing waits any more. */
function findGone(
  rules: ReadonlyMap<string, StoredRule>,
  records: ReadonlyMap<string, AlertRecord>,
): string[] {
  const waits = (id: string): boolean =>
    records.get(id)?.changes.some(({ delivery }) => delivery.state === 'waiting') ?? false
  return [...rules].flatMap(([id, { isRemoved }]) => (isRemoved && !waits(id) ? [id] : []))
}

/** Pure: the records that differ after a check. */
function toChanged(
  held: ReadonlyMap<string, AlertRecord>,
  rules: ReadonlyMap<string, StoredRule>,
  { answers, at }: { answers: ReadonlyMap<string, RuleAnswer>; at: number },
): Map<string, AlertRecord> {
  const changed = new Map<string, AlertRecord>()
  for (const [id, stored] of rules) {
    const former = held.get(id) ?? NEW_RECORD
    const next = toNext(former, { id, stored, at }, answers.get(id))
    if (next !== former) {
      changed.set(id, next)
    }
  }
  return changed
}

function toNext(
  former: AlertRecord,
  { id, stored, at }: { id: string; stored: StoredRule; at: number },
  answer: RuleAnswer | undefined,
): AlertRecord {
  const { rule, isRemoved = false } = stored
  const check = { id, rule, now: at }
  if (isRemoved || !rule.is_enabled) {
    return toEnded(former, check, isRemoved ? 'removed' : 'disabled')
  }
  if (answer !== undefined && !('problem' in answer.now)) {
    const { now, before } = answer
    const known = before !== undefined && 'problem' in before ? undefined : before
    return toChecked(former, check, { now, before: known })
  }
  // Not measured: a rule that fired before it was changed ends all the same.
  return former.definition === '' ? former : toCurrent(former, check)
}

function toLastCheck(former: LastCheck | undefined, answer: RuleAnswer, at: number): LastCheck {
  const { now, before } = answer
  const recent = former?.recent ?? []
  const problem = 'problem' in now ? now.problem : before && 'problem' in before && before.problem
  if (problem) {
    const { value, previous, samples } = former ?? { value: null, previous: null, samples: 0 }
    return { checkedAt: at, value, previous, samples, problem, recent }
  }
  const value = 'problem' in now ? null : (now.value ?? null)
  return {
    checkedAt: at,
    value,
    previous: before === undefined || 'problem' in before ? null : (before.value ?? null),
    samples: 'problem' in now ? 0 : now.samples,
    recent: [...recent, { time: at, value }].slice(-RECENT_VALUES),
  }
}
