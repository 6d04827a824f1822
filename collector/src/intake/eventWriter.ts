import { join, resolve } from 'node:path'
import type { Metrics } from '../core/createMetrics.ts'
import { isRefusal } from '../store/isRefusal.ts'
import type { Store } from '../store/openStore.ts'
import type { StoredRow } from '../store/storedRow.ts'
import { openSpoolDirectory } from './spool/spoolDirectory.ts'
import { createSpooledWriter } from './spool/spooledWriter.ts'

/** Where the intake's events go: to the store, or to the disk while a server is away. */
export interface EventWriter {
  /** Resolves when the rows are durable. */
  write(rows: readonly StoredRow[]): Promise<void>
  /** Some of them are still on the disk and come into the store later. */
  hasBacklog(): boolean
  /** Rejects where a write would. */
  probe(): Promise<void>
  /** Why what is spooled cannot be stored, or what arrives be spooled; `undefined` while all is well. */
  readonly failure: unknown
  stop(): Promise<void>
}

export interface SpoolOptions {
  /** The directory that holds the data. */
  data: string
  /** Empty for the embedded engine, which needs no spool. */
  clickhouseUrl: string
  spoolMb: number
  spoolHours: number
}

export interface EventWriterDeps {
  store: Pick<Store, 'writeEvents' | 'probe'>
  options: SpoolOptions
  metrics: Pick<Metrics, 'watch'>
  report(message: string, error?: unknown): void
}

const BYTES_PER_MB = 2 ** 20
const MS_PER_HOUR = 3_600_000

export function createEventWriter({ store, options, ...deps }: EventWriterDeps): EventWriter {
  if (options.clickhouseUrl === '') {
    // The engine's data are on the disk that a spool would be on.
    const { writeEvents: write, probe } = store
    return {
      write,
      probe,
      hasBacklog: () => false,
      failure: undefined,
      stop: async () => undefined,
    }
  }
  const limits = {
    bytes: options.spoolMb * BYTES_PER_MB,
    ageMs: options.spoolHours * MS_PER_HOUR,
  }
  const spool = openSpoolDirectory<StoredRow>(
    join(resolve(options.data), 'spool'),
    limits,
    Date.now,
  )
  const writer = createSpooledWriter({
    insert: store.writeEvents,
    spool,
    isRefusal,
    report: deps.report,
  })
  const { watch } = deps.metrics
  watch('rum_store_away', '1 while events go to the spool', () => Number(writer.isAway))
  watch('rum_spool_batches', 'Batches on the disk', () => spool.held.batches)
  watch('rum_spool_bytes', 'Their size', () => spool.held.bytes)
  watch('rum_spool_age_seconds', 'Age of the oldest', () => {
    const { oldestAt } = spool.held
    return oldestAt === 0 ? 0 : (Date.now() - oldestAt) / 1000
  })
  watch('rum_spool_dropped_rows', 'Acknowledged and not stored: too old, or refused', () => {
    return spool.held.droppedRows
  })
  return {
    write: writer.write,
    hasBacklog: () => spool.held.batches > 0,
    // As `write` does: to the store, or else to the disk.
    probe: () => (writer.isAway && !spool.held.isFull ? writer.probeSpool() : store.probe()),
    get failure() {
      const isSpoolNeeded = writer.isAway || spool.held.batches > 0
      return isSpoolNeeded ? writer.spoolFailure : undefined
    },
    stop: writer.stop,
  }
}
