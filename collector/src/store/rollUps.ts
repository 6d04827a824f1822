import type { ClickHouseClient } from '@clickhouse/client'
import { selectSessionsWithoutLogs } from './migrations/addLogs.ts'

/**
 * Keeps `rum.sessions` in step with `rum.events`. The engine writes an insert's part first and its roll-up
 * after it: a kill or a full disk between the two leaves events that no session counts.
 */
export interface RollUps {
  /** Rolls up again what was inserted since the last checkpoint. @returns the number of partitions it read */
  repair(): Promise<number>
  /** Notes that all of `rum.events` is rolled up. To be called while no insert is under way. */
  checkpoint(): Promise<void>
  /** Writes a row that means nothing. */
  probe(): Promise<void>
}

interface Checkpoint {
  sequence: number
  block: number
  at: number
}

/** Rows wait for their insert after they are received: those before the checkpoint may have come after it. */
const MAX_WAIT_MS = 600_000
const NONE: Checkpoint = { sequence: 0, block: -1, at: 0 }

export function createRollUps(writer: ClickHouseClient, now: () => number): RollUps {
  let last: Checkpoint | undefined

  async function select<Row>(
    query: string,
    parameters: Record<string, unknown> = {},
  ): Promise<Row[]> {
    const result = await writer.query({ query, query_params: parameters, format: 'JSONEachRow' })
    return result.json<Row>()
  }

  async function readCheckpoint(): Promise<Checkpoint> {
    const rows = await select<Record<keyof Checkpoint, string | number>>(
      `SELECT sequence, block, toUnixTimestamp64Milli(at) AS at FROM rum.checkpoints
WHERE name = 'sessions' ORDER BY sequence DESC LIMIT 1`,
    )
    const [row] = rows
    return row === undefined
      ? NONE
      : { sequence: Number(row.sequence), block: Number(row.block), at: Number(row.at) }
  }

  async function repair(): Promise<number> {
    last ??= await readCheckpoint()
    const receivedFrom = Math.max(last.at - MAX_WAIT_MS, 0)
    const partitions = await select<{ partition_id: string }>(
      `SELECT DISTINCT partition_id FROM system.parts
WHERE database = 'rum' AND table = 'events' AND active AND max_block_number > {block:Int64}`,
      { block: last.block },
    )
    // One at a time: what bounds the memory where there is no checkpoint yet and all is read.
    for (const { partition_id: partition } of partitions) {
      await rollUp(partition, receivedFrom)
    }
    return partitions.length
  }

  /** By partition and arrival, not by part: a part may be merged away before it is read. */
  async function rollUp(partition: string, receivedFrom: number): Promise<void> {
    const condition = `_partition_id = {partition:String}
  AND received_at >= fromUnixTimestamp64Milli({receivedFrom:Int64}, 'UTC')`
    const query = `INSERT INTO rum.sessions ${selectSessionsWithoutLogs('rum.events', condition)}`
    await writer.command({ query, query_params: { partition, receivedFrom } })
  }

  async function checkpoint(): Promise<void> {
    last ??= await readCheckpoint()
    const [row] = await select<{ block: string | number }>(
      `SELECT max(max_block_number) AS block FROM system.parts
WHERE database = 'rum' AND table = 'events' AND active`,
    )
    const next = { sequence: last.sequence + 1, block: Number(row?.block ?? 0), at: now() }
    if (next.block === last.block) {
      return // nothing was written: an idle collector leaves its disk alone
    }
    const values = [{ name: 'sessions', ...next }]
    await writer.insert({ table: 'rum.checkpoints', values, format: 'JSONEachRow' })
    last = next
  }

  async function probe(): Promise<void> {
    const values = [{ name: 'probe', sequence: 0, block: 0, at: now() }]
    await writer.insert({ table: 'rum.checkpoints', values, format: 'JSONEachRow' })
  }

  return { repair, checkpoint, probe }
}
