import type { Settings } from '../store/settings.ts'
import type { AlertRecord, StoredRule } from './alertRecord.ts'
import type { Lease } from './nextLease.ts'

/** Last check of a rule: shown, and lost without harm. */
export interface LastCheck {
  checkedAt: number
  value: number | null
  previous: number | null
  samples: number
  problem?: string
  /** Oldest first. */
  recent: readonly { time: number; value: number | null }[]
}

/** Alerts in the settings of the store: rules, which people write, and records, which the collector that checks writes. */
export interface AlertStorage {
  rules(): Promise<ReadonlyMap<string, StoredRule>>
  writeRule(id: string, rule: StoredRule): Promise<void>
  records(): Promise<ReadonlyMap<string, AlertRecord>>
  /** All of them, or none. */
  writeRecords(records: ReadonlyMap<string, AlertRecord>): Promise<void>
  checks(): Promise<ReadonlyMap<string, LastCheck>>
  writeChecks(checks: ReadonlyMap<string, LastCheck>): Promise<void>
  lease(): Promise<Lease | undefined>
  writeLease(lease: Lease): Promise<void>
  /** Deletes all that is stored of rules that are gone. */
  forget(ids: readonly string[]): Promise<void>
}

const RULE = 'alert_rule'
const RECORD = 'alert_record'
/** One row: a thousand of them would be written every few minutes. */
const CHECKS = 'alert_checks'
const LEASE = 'alert_lease'
const ONLY = 'only'

export function createAlertStorage(
  settings: Pick<Settings, 'list' | 'listNow' | 'write' | 'writeAll' | 'removeAll'>,
): AlertStorage {
  return {
    rules: () => settings.list<StoredRule>(RULE),
    writeRule: (id, rule) => settings.write(RULE, id, rule),
    records: () => settings.list<AlertRecord>(RECORD),
    writeRecords: (records) => settings.writeAll(RECORD, records),
    async checks() {
      const rows = await settings.list<Record<string, LastCheck>>(CHECKS)
      return new Map(Object.entries(rows.get(ONLY) ?? {}))
    },
    writeChecks: (checks) => settings.write(CHECKS, ONLY, Object.fromEntries(checks)),
    // Read anew: a claim counts when it is read back.
    lease: async () => (await settings.listNow<Lease>(LEASE)).get(ONLY),
    writeLease: (lease) => settings.write(LEASE, ONLY, lease),
    async forget(ids) {
      await settings.removeAll(RECORD, ids)
      await settings.removeAll(RULE, ids)
    },
  }
}
