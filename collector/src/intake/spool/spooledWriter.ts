import { randomUUID } from 'node:crypto'
import type { SpoolDirectory } from './spoolDirectory.ts'
import { SpoolFull } from './spoolDirectory.ts'

export interface SpooledWriterDeps<Row> {
  /** Writes to the database. Twice with one token stores once. */
  insert(rows: readonly Row[], token: string): Promise<void>
  spool: SpoolDirectory<Row>
  /** Returns whether the database answered that it will never take these rows: then they are not kept. */
  isRefusal(error: unknown): boolean
  /** Told when the database goes away, comes back or refuses what was spooled. */
  report(message: string, error?: unknown): void
}

export interface SpooledWriter<Row> {
  /** Resolves when the rows are in the database or in the spool: durable either way. */
  write(rows: readonly Row[]): Promise<void>
  readonly isAway: boolean
  /** Why the spool could not be used the last time; `undefined` when it could. Tried again by itself. */
  readonly spoolFailure: unknown
  /** Rejects where the spool would take nothing. */
  probeSpool(): Promise<void>
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
  const health = createSpoolHealth(report)
  /** Stored, and still on the disk because it could not be removed. */
  const stored = new Set<string>()

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
    await health.watch(() => spool.append(batch))
    replay()
  }

  function leave(error: unknown): void {
    if (!isAway) {
      isAway = true
      report(
        'The database does not answer; events wait in the spool. Check the database and its disk.',
        error,
      )
    }
  }

  function comeBack(): void {
    if (isAway) {
      isAway = false
      report('The database answers again; the spool is written to it. Nothing is to do.')
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
      const outcome = await replayOldest().catch(toSpoolFailure)
      if (outcome === 'empty') {
        return
      }
      if (outcome === 'replayed') {
        pauseMs = FIRST_PAUSE_MS
      } else {
        await pause(pauseMs)
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      }
    }
  }

  /** A refusal of the disk may pass: too many open files, a disk that may not be written. */
  function toSpoolFailure(error: unknown): 'failed' {
    health.note(error)
    return 'failed'
  }

  async function replayOldest(): Promise<'empty' | 'replayed' | 'failed'> {
    const name = await spool.findOldest()
    if (name === undefined) {
      return 'empty'
    }
    const isDone = stored.has(name) || (await replayOne(name))
    if (!isDone) {
      return 'failed'
    }
    await spool.remove(name)
    stored.delete(name)
    health.note()
    return 'replayed'
  }

  /** @returns whether the batch is settled: stored, or set aside because the database will never take it */
  async function replayOne(name: string): Promise<boolean> {
    const batch = await spool.read(name)
    if (batch === undefined) {
      return setAside(name, new Error('it is no batch'))
    }
    try {
      await insert(batch.rows, batch.token)
    } catch (error) {
      if (isRefusal(error)) {
        return setAside(name, error)
      }
      leave(error)
      return false
    }
    stored.add(name)
    comeBack()
    return true
  }

  async function setAside(name: string, reason: unknown): Promise<boolean> {
    await spool.setAside(name)
    report(
      `The database refused a spooled batch; it was set aside as ${name}.refused. Read the reason; without .refused in its name, the next start reads it again.`,
      reason,
    )
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

  replay() // left by an earlier process

  return {
    write,
    get isAway() {
      return isAway
    },
    get spoolFailure() {
      return health.failure
    },
    probeSpool: () => health.watch(spool.probe),
    async stop() {
      isStopped = true
      wake()
      await replaying
    },
  }
}

interface SpoolHealth {
  readonly failure: unknown
  note(error?: unknown): void
  watch(task: () => Promise<void>): Promise<void>
}

/** Remembers how the last use of the spool ended. Reports the first failure of several. */
function createSpoolHealth(report: SpooledWriterDeps<unknown>['report']): SpoolHealth {
  let failure: unknown

  function note(error?: unknown): void {
    const former = failure
    failure = error instanceof SpoolFull ? undefined : error // a spool that is full works as it should
    if (failure !== undefined && former === undefined) {
      report('The spool cannot be used; it is tried again. Check the disk of --spool.', failure)
    }
  }

  return {
    note,
    get failure() {
      return failure
    },
    async watch(task) {
      try {
        await task()
        note()
      } catch (error) {
        note(error)
        throw error
      }
    },
  }
}
