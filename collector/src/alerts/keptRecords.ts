import pLimit from 'p-limit'
import type { AlertRecord } from './alertRecord.ts'
import type { AlertStorage } from './alertStorage.ts'

type Records = ReadonlyMap<string, AlertRecord>

/** Records of the collector that checks: in memory what is stored. */
export interface KeptRecords {
  /** Reads them, unless they are here already. */
  load(): Promise<void>
  /** Another collector checks now. */
  drop(): void
  readonly all: Records
  /** Stores the records that a change returns, and then lets them count. Nothing counts that is not stored. */
  update(change: (all: Records) => Records): Promise<void>
  forget(ids: readonly string[]): void
}

export function createKeptRecords(
  storage: Pick<AlertStorage, 'records' | 'writeRecords'>,
): KeptRecords {
  /** One after another: a check and a delivery may concern the same record. */
  const inTurn = pLimit(1)
  let records: Map<string, AlertRecord> | undefined
  return {
    async load() {
      records ??= new Map(await storage.records())
    },
    drop() {
      records = undefined
    },
    get all() {
      return records ?? new Map()
    },
    update: (change) =>
      inTurn(async () => {
        const held = records
        if (held === undefined) {
          return
        }
        const changed = change(held)
        if (changed.size > 0) {
          await storage.writeRecords(changed)
          for (const [id, record] of changed) {
            held.set(id, record)
          }
        }
      }),
    forget(ids) {
      for (const id of ids) {
        records?.delete(id)
      }
    },
  }
}
