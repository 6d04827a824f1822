import { setTimeout as sleep } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { HttpProblem } from '../core/httpProblem.ts'
import type { ShardedTable } from './dialect.ts'
import type { QueryParameters, SmallTable } from './openStore.ts'

/** Rows to delete. */
export interface Deletion {
  table: ShardedTable | SmallTable
  condition: string
  parameters: QueryParameters
  /** Told how many parts are still to be rewritten, whenever that changes. */
  onProgress?: ((partsLeft: number) => void) | undefined
  /** Ends the wait. The engine goes on, at its next start if need be. */
  signal?: AbortSignal | undefined
}

/** How time passes between two looks at a deletion. */
export interface DeletionClock {
  /** Monotonic, in ms. */
  now(): number
  pause(ms: number): Promise<unknown>
}

const CLOCK: DeletionClock = { now: () => performance.now(), pause: sleep }

/** Room that the intake may use while parts are rewritten. */
const SPARE_BYTES = 32 * 2 ** 20
/** The embedded engine rewrites two parts at a time, and keeps each old one until the new one is whole. */
const PARTS_AT_A_TIME = 2
const POLL_MS = 20
/** An engine without room waits for ever, and says nothing: after this time without progress it has none. */
const STUCK_MS = 5000
/** A reader holds the parts that it reads; its query ends within ten seconds. */
const READERS_LEAVE_MS = 12_000

/**
 * Deletes rows from the embedded engine and resolves when they, the parts that held them and the text of the condition are
 * gone from the disk. Throws a 503 `HttpProblem` where the disk has no room for the parts that must be rewritten.
 *
 * The statement is not waited for but looked after: it could not be given up otherwise, and one that waits and has
 * parameters keeps every other such statement of the process waiting.
 */
export async function deleteFromParts(
  client: ClickHouseClient,
  { table, condition, parameters, onProgress, signal }: Deletion,
  clock: DeletionClock = CLOCK,
): Promise<void> {
  const needed = await computeNeededBytes(client, { table, condition, parameters })
  if (needed === 0) {
    return // no part holds such a row: the engine would copy every part all the same
  }
  await checkRoom(client, needed)
  await client.command({
    query: `ALTER TABLE rum.${table} DELETE WHERE ${condition}`,
    query_params: parameters,
  })
  try {
    await waitForMutations(client, table, { needed, onProgress, signal, clock })
  } catch (error) {
    if (signal?.aborted !== true) {
      await kill(client, `table = '${table}'`)
    }
    throw error
  }
  await removeTraces(client, table, clock)
}

async function computeNeededBytes(
  client: ClickHouseClient,
  { table, condition, parameters }: Deletion,
): Promise<number> {
  const [row] = await select<{ parts: string | number; largest: string | number }>(
    client,
    `SELECT count() AS parts, max(bytes_on_disk) AS largest FROM system.parts
WHERE database = 'rum' AND table = '${table}' AND active
  AND name IN (SELECT DISTINCT _part FROM rum.${table} WHERE ${condition})`,
    parameters,
  )
  const atATime = Math.min(Number(row?.parts ?? 0), PARTS_AT_A_TIME)
  return atATime === 0 ? 0 : Number(row?.largest) * atATime + SPARE_BYTES
}

async function readFreeBytes(client: ClickHouseClient): Promise<number> {
  const [disk] = await select<{ free: string | number }>(
    client,
    'SELECT min(unreserved_space) AS free FROM system.disks',
  )
  return Number(disk?.free)
}

async function checkRoom(client: ClickHouseClient, needed: number): Promise<void> {
  const free = await readFreeBytes(client)
  if (free < needed) {
    throw new HttpProblem(
      503,
      'rum.storeFailed',
      `nothing was deleted: that needs ${toMegabytes(needed)} MiB of free disk space, and ${toMegabytes(free)} are free`,
      { 'retry-after': '60' },
    )
  }
}

function toMegabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20)
}

interface MutationState {
  mutations: string | number
  parts: string | number
  reason: string
}

interface Wait extends Pick<Deletion, 'onProgress' | 'signal'> {
  needed: number
  clock: DeletionClock
}

async function waitForMutations(
  client: ClickHouseClient,
  table: string,
  { needed, onProgress, signal, clock }: Wait,
): Promise<void> {
  let left = Number.POSITIVE_INFINITY
  let changedAt = clock.now()
  while (true) {
    const [state] = await select<MutationState>(
      client,
      `SELECT count() AS mutations, sum(parts_to_do) AS parts, max(latest_fail_reason) AS reason
FROM system.mutations WHERE database = 'rum' AND table = '${table}' AND NOT is_done`,
    )
    if (state === undefined || Number(state.mutations) === 0) {
      return
    }
    signal?.throwIfAborted()
    if (Number(state.parts) !== left) {
      left = Number(state.parts)
      changedAt = clock.now()
      onProgress?.(left)
    } else if (clock.now() - changedAt > STUCK_MS) {
      await checkRoom(client, needed)
      refuseFailed(state.reason)
    }
    await clock.pause(POLL_MS)
  }
}

/** A failure may pass, such as one of memory: the engine tries again, so that it counts only where nothing moves. */
function refuseFailed(reason: string): void {
  if (reason !== '') {
    const problem = new HttpProblem(503, 'rum.storeFailed', 'it could not be deleted: see the log')
    throw Object.assign(problem, { cause: new Error(reason) })
  }
}

/** The statement's text is kept in a file, and with it whose rows were deleted. */
async function kill(client: ClickHouseClient, condition: string): Promise<void> {
  await client.command({ query: `KILL MUTATION WHERE database = 'rum' AND ${condition}` })
}

/** By themselves the old parts, with all their rows, would lie there for up to a minute, and the text for ever. */
async function removeTraces(
  client: ClickHouseClient,
  table: string,
  clock: DeletionClock,
): Promise<void> {
  await kill(client, `table = '${table}' AND is_done`)
  let old = await listOldParts(client, table)
  const startedAt = clock.now()
  while (old.length > 0 && clock.now() - startedAt < READERS_LEAVE_MS) {
    // The statement names no partition: what counts is that the engine then removes old parts at once.
    await client.command({ query: `ALTER TABLE rum.${table} DROP PARTITION ID 'none'` })
    const left = new Set(await listOldParts(client, table))
    old = old.filter((name) => left.has(name))
    if (old.length > 0) {
      await clock.pause(POLL_MS)
    }
  }
}

async function listOldParts(client: ClickHouseClient, table: string): Promise<string[]> {
  const rows = await select<{ name: string }>(
    client,
    `SELECT name FROM system.parts WHERE database = 'rum' AND table = '${table}' AND NOT active`,
  )
  return rows.map(({ name }) => name)
}

async function select<Row>(
  client: ClickHouseClient,
  query: string,
  parameters: QueryParameters = {},
): Promise<Row[]> {
  const result = await client.query({ query, query_params: parameters, format: 'JSONEachRow' })
  return result.json<Row>()
}
