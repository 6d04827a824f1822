import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClickHouseClient } from '@clickhouse/client'
import { createClient } from '@clickhouse/client'
import type { Session } from 'chdb'
import type { createChdbConnection } from 'chdb/connection'
import { StartProblem } from '../core/startProblem.ts'
import { removeBrokenMutations } from './brokenMutations.ts'
import { ROW_JSON } from './storedRow.ts'

type ClientConnection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>

/** Opens one more connection to the same data directory. */
export type OpenConnection = () => ClickHouseClient

export interface EngineLimits {
  /** Memory of the whole process, as the engine sees it: a query or insert that would exceed it fails alone. */
  memoryBytes: number
}

/**
 * Loads the embedded engine for a directory, which it makes if need be. Throws a `StartProblem`.
 *
 * @param report - told what had to be repaired before the directory could be opened
 */
export async function openChdb(
  directory: string,
  limits?: EngineLimits,
  report: (message: string) => void = writeToStderr,
): Promise<OpenConnection> {
  const { createChdbConnection, Session } = await loadChdb()
  makeDirectory(directory)
  let open: OpenConnection = () => {
    // chDB compiles against `@clickhouse/client-common`, the client against its own copy of the same types.
    const connection = createChdbConnection({ path: directory }) as unknown as ClientConnection
    return createClient({ connection, json: ROW_JSON })
  }
  const openPlain = open
  if (limits !== undefined) {
    open = () => {
      // A setting that cannot be a `SET` comes from a file that is given to whatever opens the directory first.
      const connectionArgs = [`--config-file=${writeConfiguration(directory, limits)}`]
      const session = new Session(directory, { connectionArgs })
      const client = openPlain()
      session.close() // the connection keeps the engine, and with it the configuration
      open = openPlain
      return client
    }
  }
  return () => {
    try {
      return openOrRepair(directory, () => open(), report)
    } catch (error) {
      throw error instanceof StartProblem ? error : toStartProblem(directory, error)
    }
  }
}

/** Only after a start has failed: a directory that opens has nothing to repair. */
function openOrRepair(
  directory: string,
  open: OpenConnection,
  report: (message: string) => void,
): ClickHouseClient {
  try {
    return open()
  } catch (error) {
    const holder = readLockHolder(directory)
    const isFree = holder === undefined || holder === process.pid
    const removed = isFree ? removeBrokenMutations(directory) : []
    if (removed.length === 0) {
      throw error
    }
    report(
      `A full disk had left ${removed.length} unfinished mutation(s) that kept the engine from starting; they were removed. Ask again for the erasures of that time: ${removed.join(', ')}`,
    )
    return open()
  }
}

function writeToStderr(message: string): void {
  process.stderr.write(`dataflux-rum collector: ${message}\n`)
}

const MARK_CACHE_SHARE = 0.1

function writeConfiguration(directory: string, { memoryBytes }: EngineLimits): string {
  const path = join(directory, 'engine.xml')
  const settings = {
    max_server_memory_usage: Math.round(memoryBytes),
    mark_cache_size: Math.round(memoryBytes * MARK_CACHE_SHARE), // 5 GiB otherwise
  }
  const lines = Object.entries(settings).map(([name, value]) => `  <${name}>${value}</${name}>`)
  try {
    writeFileSync(path, ['<clickhouse>', ...lines, '</clickhouse>', ''].join('\n'), { mode: 0o600 })
  } catch (error) {
    throw new StartProblem(`the data directory cannot be written: ${firstLine(error)}`)
  }
  return path
}

interface Chdb {
  createChdbConnection: typeof createChdbConnection
  Session: typeof Session
}

async function loadChdb(): Promise<Chdb> {
  try {
    // Loaded when it is needed: a platform without a build of the engine gets our words, not a stack.
    const [connection, chdb] = await Promise.all([import('chdb/connection'), import('chdb')])
    return { createChdbConnection: connection.createChdbConnection, Session: chdb.Session }
  } catch (error) {
    throw new StartProblem(
      `the embedded database (chDB) cannot be loaded on ${process.platform}-${process.arch}: it runs on Linux with glibc and on macOS, x64 or arm64, after \`npm ci\` (${firstLine(error)})`,
    )
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 }) // it holds personal data
  } catch (error) {
    throw new StartProblem(`the data directory cannot be made: ${firstLine(error)}`)
  }
}

/**
 * The engine writes its reason to stderr and gives its caller "Failed to create connection" alone. Its lock
 * is the file `status`, in which it leaves its process id.
 */
function toStartProblem(directory: string, error: unknown): StartProblem {
  const holder = readLockHolder(directory)
  return holder === undefined
    ? new StartProblem(
        `the data directory ${directory} cannot be opened (${firstLine(error)}); the engine's reason is above`,
      )
    : new StartProblem(
        `data directory in use by another collector: ${directory} (process ${holder}); stop it, or choose another directory with --data`,
      )
}

function readLockHolder(directory: string): number | undefined {
  try {
    const status = readFileSync(join(directory, 'status'), 'utf8')
    const holder = Number(/^PID: (\d+)$/m.exec(status)?.[1])
    return isRunning(holder) ? holder : undefined
  } catch {
    return undefined
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0) // sends nothing: asks whether there is such a process
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // there is, and it is another user's
  }
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? ''
}
