import { randomUUID } from 'node:crypto'
import type {
  Alert,
  AlertChange,
  AlertPreview,
  AlertRule,
  AlertTest,
} from '../../../protocol/alerts.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AlertRecord, StoredRule } from './alertRecord.ts'
import { NEW_RECORD } from './alertRecord.ts'
import type { AlertStorage, LastCheck } from './alertStorage.ts'
import type { Checker } from './createChecker.ts'
import type { RuleMeasures } from './measureRules.ts'
import type { PostWebhook } from './postWebhook.ts'
import { previewRule } from './previewRule.ts'
import { createSecret, signMessage } from './signMessage.ts'
import { toTestMessage } from './toMessage.ts'

export interface AlertsDeps {
  storage: AlertStorage
  checker: Pick<Checker, 'checkNow' | 'checks'>
  /** Asks the store in the turn of whoever asks. */
  measuresOf(asker: Asker): Pick<RuleMeasures, 'measureSteps' | 'findProblem'>
  post: PostWebhook
  publicUrl: string
  /** ms since the epoch. */
  now(): number
}

export interface Asker {
  name: string
  signal?: AbortSignal
}

/** Alerts as people see and change them. Who may see which is the routes' to decide. */
export interface Alerts {
  list(): Promise<Alert[]>
  /** Throws a 404 `HttpProblem` for an unknown id. */
  read(id: string): Promise<{ alert: Alert; changes: AlertChange[] }>
  create(rule: AlertRule, actor: string): Promise<{ alert: Alert; secret: string }>
  replace(id: string, rule: AlertRule, actor: string): Promise<Alert>
  /** Reports the end of what fires before it is gone. */
  remove(id: string, actor: string): Promise<void>
  changeSecret(id: string, actor: string): Promise<string>
  test(id: string): Promise<AlertTest>
  preview(rule: AlertRule, asker: Asker): Promise<AlertPreview>
}

/** Limits of one user or token, and of all: each rule costs at every check. */
const MAX_EACH = 1000
const MAX_ALL = 2000

export function createAlerts(deps: AlertsDeps): Alerts {
  const { storage, checker, now } = deps

  async function listRules(): Promise<Map<string, StoredRule>> {
    const rules = await storage.rules()
    return new Map([...rules].filter(([, { isRemoved }]) => !isRemoved))
  }

  async function find(id: string): Promise<StoredRule> {
    const found = (await listRules()).get(id)
    if (found === undefined) {
      throw new HttpProblem(404, 'rum.notFound', 'there is no alert with this id')
    }
    return found
  }

  async function list(): Promise<Alert[]> {
    const [rules, records] = await Promise.all([listRules(), storage.records()])
    const checks = checker.checks ?? (await storage.checks())
    return [...rules]
      .map(([id, stored]) =>
        toAlert(id, stored, { record: records.get(id) ?? NEW_RECORD, last: checks.get(id) }),
      )
      .sort(compareAlerts)
  }

  async function read(id: string): Promise<{ alert: Alert; changes: AlertChange[] }> {
    const [stored, records] = await Promise.all([find(id), storage.records()])
    const checks = checker.checks ?? (await storage.checks())
    const record = records.get(id) ?? NEW_RECORD
    return {
      alert: toAlert(id, stored, { record, last: checks.get(id) }),
      changes: record.changes.map(toChange).reverse(),
    }
  }

  async function requireRoom(owner: string): Promise<void> {
    const rules = [...(await listRules()).values()]
    const own = rules.filter((one) => one.owner === owner).length
    if (own >= MAX_EACH || rules.length >= MAX_ALL) {
      const message = `you have ${own} of ${rules.length} alerts; at most ${MAX_EACH} of ${MAX_ALL}: delete one`
      throw new HttpProblem(409, 'rum.tooMany', message)
    }
  }

  function requireGoodSearch(rule: AlertRule, asker: Asker): void {
    const problem = deps.measuresOf(asker).findProblem(rule)
    if (problem !== undefined) {
      throw new HttpProblem(400, 'rum.badQuery', problem)
    }
  }

  /** A person who saves a rule sees its first value at once; a failure is shown by the next check. */
  async function write(id: string, stored: StoredRule): Promise<void> {
    await storage.writeRule(id, stored)
    await checker.checkNow(id).catch(() => undefined)
  }

  return {
    list,
    read,
    async create(rule, actor) {
      requireGoodSearch(rule, { name: actor })
      await requireRoom(actor)
      const id = randomUUID()
      const secret = createSecret()
      await write(id, { rule, secret, updatedAt: now(), updatedBy: actor, owner: actor })
      return { alert: (await read(id)).alert, secret }
    },
    async replace(id, rule, actor) {
      const former = await find(id)
      requireGoodSearch(rule, { name: actor })
      await write(id, { ...former, rule, updatedAt: now(), updatedBy: actor })
      return (await read(id)).alert
    },
    async remove(id, actor) {
      const former = await find(id)
      await write(id, { ...former, updatedAt: now(), updatedBy: actor, isRemoved: true })
    },
    async changeSecret(id, actor) {
      const former = await find(id)
      const secret = createSecret()
      await storage.writeRule(id, { ...former, secret, updatedBy: actor })
      return secret
    },
    async test(id) {
      const { rule, secret } = await find(id)
      if (rule.webhook === '') {
        throw new HttpProblem(409, 'rum.noWebhook', 'webhook: the alert has none to test')
      }
      const at = now()
      const content = { rule, time: at, value: null, previous: null, samples: 0 }
      const body = toTestMessage(id, content, deps.publicUrl)
      const headers = { ...signMessage({ id: `test.${randomUUID()}`, body, secret }, at) }
      const begin = performance.now()
      const { isDelivered, ...answer } = await deps.post({ url: rule.webhook, body, headers })
      return { is_delivered: isDelivered, ms: Math.round(performance.now() - begin), ...answer }
    },
    async preview(rule, asker) {
      requireGoodSearch(rule, asker)
      return previewRule(deps.measuresOf(asker), rule, now())
    },
  }
}

const URGENCY = ['firing', 'pending', 'no_data', 'new', 'ok'] as const

/** Firing ones first, then by name. */
function compareAlerts(one: Alert, other: Alert): number {
  return (
    URGENCY.indexOf(one.state) - URGENCY.indexOf(other.state) || one.name.localeCompare(other.name)
  )
}

function toAlert(
  id: string,
  { rule, updatedAt, updatedBy }: StoredRule,
  { record, last }: { record: AlertRecord; last: LastCheck | undefined },
): Alert {
  const { name, since } = record.state
  return {
    ...rule,
    id,
    updated_at: updatedAt,
    updated_by: updatedBy,
    state: name,
    ...(since > 0 && { since }),
    ...(last && {
      checked_at: last.checkedAt,
      value: last.value,
      previous: last.previous,
      samples: last.samples,
      ...(last.problem !== undefined && { problem: last.problem }),
    }),
    recent: [...(last?.recent ?? [])],
  }
}

function toChange({ id, time, report, ...change }: AlertRecord['changes'][number]): AlertChange {
  const { nextAt: _, ...delivery } = change.delivery
  return {
    id,
    time,
    from: report.from,
    to: report.to,
    ...(report.reason !== undefined && { reason: report.reason }),
    value: change.value,
    previous: change.previous,
    samples: change.samples,
    delivery,
  }
}
