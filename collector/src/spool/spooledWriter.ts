import { randomUUID } from 'node:crypto'
import type { SpoolDirectory } from './spoolDirectory.ts'

export interface SpooledWriterDeps<Row> {
  /** Writes to the database. Twice with one token stores once. */
  insert(rows: readonly Row[], token: string): Promise<void>
  spool: SpoolDirectory<Row>
  /** Whether the database answered that it will never take these rows: then they are not kept. */
  isRefusal(error: unknown): boolean
  /** Told when the database goes away, comes back or refuses what was spooled. */
  report(message: string, error?: unknown): void
}

export interface SpooledWriter<Row> {
  /** Resolves when the rows are in the database or in the spool: durable either way. */
  write(rows: readonly Row[]): Promise<void>
  readonly isAway: boolean
  /** Stops replaying; what is left stays on the disk for the next start. */
  stop(): Promise<void>
}

/** Between two tries while the database is away, in ms: from the first to … */
const FIRST_PAUSE_MS = 250
/** … the longest, after which a database that is back is noticed. */
const LONGEST_PAUSE_MS = 5000

/**
 * Writes to the database, and while it is away to the disk. What is on the disk is replayed in its order when the
 * database is back; what arrives meanwhile goes straight to it, so that a long backlog delays nobody.
 */
export function createSpooledWriter<Row>(deps: SpooledWriterDeps<Row>): SpooledWriter<Row> {
  const { insert, spool, isRefusal, report } = deps
  let isAway = false
  let isStopped = false
  let replaying: Promise<void> | undefined
  let wake = (): void => undefined

  async function write(rows: readonly Row[]): Promise<void> {
    const batch = { token: randomUUID(), rows }
    if (!isAway || spool.held.batches === 0) {
      try {
        await insert(rows, batch.token)
        return comeBack()
      } catch (error) {
        if (isRefusal(error)) {
          throw error
        }
        // The answer may be what was lost: the token tells when it is sent again.
        leave(error)
      }
    }
    await spool.append(batch)
    replay()
  }

  function leave(error: unknown): void {
    if (!isAway) {
      isAway = true
      report('the database is away: events go to the spool', error)
    }
  }

  function comeBack(): void {
    if (isAway) {
      isAway = false
      report('the database is back')
    }
  }

  function replay(): void {
    replaying ??= replayAll().finally(() => {
      replaying = undefined
      if (spool.held.batches > 0 && !isStopped) {
        replay() // appended while the last look found nothing
      }
    })
  }

  async function replayAll(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS
    while (!isStopped) {
      const name = await spool.findOldest()
      if (name === undefined) {
        return
      }
      if (await replayOne(name)) {
        pauseMs = FIRST_PAUSE_MS
      } else {
        await pause(pauseMs)
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      }
    }
  }

  /** @returns whether the database answered */
  async function replayOne(name: string): Promise<boolean> {
    const batch = await spool.read(name)
    try {
      if (batch === undefined) {
        throw new Error('it cannot be read')
      }
      await insert(batch.rows, batch.token)
    } catch (error) {
      if (batch !== undefined && !isRefusal(error)) {
        leave(error)
        return false
      }
      await spool.setAside(name)
      report(`a spooled batch was set aside: ${name}`, error)
      return true
    }
    await spool.remove(name)
    comeBack()
    return true
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  replay() // what an earlier process has left

  return {
    write,
    get isAway() {
      return isAway
    },
    async stop() {
      isStopped = true
      wake()
      await replaying
    },
  }
}
