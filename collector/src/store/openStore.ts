import type { ClickHouseClient } from '@clickhouse/client'
import { StartProblem } from '../startProblem.ts'
import type { OpenConnection } from './chdb.ts'
import type { Dialect } from './dialect.ts'
import { EVENT_COLUMNS } from './eventColumns.ts'
import type { EventRow } from './eventRow.ts'
import type { Lane } from './lane.ts'
import { createLane } from './lane.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { createRollUps } from './rollUps.ts'

/** Strings, numbers and lists of strings: a `Date` would lose its milliseconds, an object has no type. */
export type QueryParameters = Record<string, string | number | readonly string[]>

export interface Store {
  /** Why the roll-ups could not be repaired at start; `undefined` when they are. The next checkpoint tries again. */
  startFailure: unknown
  /** Resolves when the rows are on the disk. */
  writeEvents(rows: readonly EventRow[]): Promise<void>
  /** Runs one statement. Values go in as `{name:Type}` parameters only. */
  query<Row>(sql: string, parameters?: QueryParameters): Promise<Row[]>
  /**
   * Rolls up again what a failed insert may have left out, and notes up to where the roll-ups are complete.
   * To be called every minute: a start after a kill repairs what came since.
   */
  checkpoint(): Promise<void>
  /** A small write that goes the whole way to the disk. */
  probe(): Promise<void>
  /** Makes a checkpoint and gives the directory back. */
  close(): Promise<void>
}

interface Connection {
  client: ClickHouseClient
  lane: Lane
}

/**
 * So that a long query holds up neither the health check nor the next query's preparation. More would not
 * help: chDB 3.4 binds parameters process-wide and runs such statements one after another (four of 0.5 s on
 * four connections take 2.0 s; without parameters 0.5 s).
 */
const READERS = 3
/** Readers run SQL on behalf of whoever asks over HTTP: bounded, and last of all read-only. */
const READER_SETTINGS = [
  'max_execution_time = 10',
  'max_memory_usage = 2000000000',
  'max_result_rows = 100000',
  'readonly = 1', // last: it also forbids SET
]
const WRITER_SETTINGS = [
  'max_partitions_per_insert_block = 0', // one batch may hold events of many days
]

export async function openStore(open: OpenConnection, dialect: Dialect): Promise<Store> {
  const writer = await connect(open, WRITER_SETTINGS)
  await migrateOrExplain(writer.client, dialect)
  const rollUps = createRollUps(writer.client, Date.now)
  let isRepairDue = true
  const readers = await Promise.all(
    Array.from({ length: READERS }, () => connect(open, READER_SETTINGS)),
  )
  function checkpoint(): Promise<void> {
    return writer.lane.run(async () => {
      if (isRepairDue) {
        await rollUps.repair()
        isRepairDue = false
      }
      await rollUps.checkpoint()
    })
  }
  // Before anybody reads. A disk that is full now may have room later, and what is stored can be read.
  const startFailure = await checkpoint().catch((error: unknown) => error)
  return {
    startFailure,
    writeEvents(rows) {
      return writer.lane.run(async () => {
        try {
          await insertEvents(writer.client, rows)
        } catch (error) {
          isRepairDue = true // the events may be in, without their roll-up
          throw error
        }
      })
    },
    query(sql, parameters = {}) {
      const reader = readers.reduce((least, other) =>
        other.lane.load < least.lane.load ? other : least,
      )
      return reader.lane.run(() => select(reader.client, sql, parameters))
    },
    checkpoint,
    probe: () => writer.lane.run(rollUps.probe),
    async close() {
      await checkpoint().catch(() => undefined) // the next start repairs what this one could not note
      const connections = [...readers, writer]
      await Promise.all(connections.map(({ lane, client }) => lane.run(() => client.close())))
    },
  }
}

async function migrateOrExplain(writer: ClickHouseClient, dialect: Dialect): Promise<void> {
  try {
    await migrate(writer, dialect, MIGRATIONS)
  } catch (error) {
    throw error instanceof StartProblem
      ? error
      : new StartProblem(`the data directory cannot be made ready: ${(error as Error).message}`)
  }
}

/** Settings become part of the connection, so they are made once. */
async function connect(open: OpenConnection, settings: readonly string[]): Promise<Connection> {
  const client = open()
  for (const setting of settings) {
    await client.command({ query: `SET ${setting}` })
  }
  return { client, lane: createLane() }
}

async function insertEvents(client: ClickHouseClient, rows: readonly EventRow[]): Promise<void> {
  await client.insert({
    table: 'rum.events',
    columns: [...EVENT_COLUMNS] as [string, ...string[]],
    values: rows,
    format: 'JSONCompactEachRow',
  })
}

async function select<Row>(
  client: ClickHouseClient,
  query: string,
  parameters: QueryParameters,
): Promise<Row[]> {
  const result = await client.query({ query, query_params: parameters, format: 'JSONEachRow' })
  return result.json<Row>()
}
