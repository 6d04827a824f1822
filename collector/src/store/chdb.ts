import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClickHouseClient } from '@clickhouse/client'
import { createClient } from '@clickhouse/client'
import { StartProblem } from '../startProblem.ts'

type ClientConnection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>

/** Opens one more connection to the same data directory. */
export type OpenConnection = () => ClickHouseClient

/** Loads the embedded engine for a directory, which it makes if need be. Throws a `StartProblem`. */
export async function openChdb(directory: string): Promise<OpenConnection> {
  const { createChdbConnection } = await loadChdb()
  makeDirectory(directory)
  return () => {
    try {
      const connection = createChdbConnection({ path: directory })
      // chDB compiles against `@clickhouse/client-common`, the client against its own copy of the same types.
      return createClient({ connection: connection as unknown as ClientConnection })
    } catch (error) {
      throw toStartProblem(directory, error)
    }
  }
}

async function loadChdb(): Promise<typeof import('chdb/connection')> {
  try {
    // Loaded when it is needed: a platform without a build of the engine gets our words, not a stack.
    return await import('chdb/connection')
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
