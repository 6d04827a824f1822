import { randomUUID } from 'node:crypto'
import type { ClickHouseClient } from '@clickhouse/client'
import type { LimitFunction } from 'p-limit'
import pLimit from 'p-limit'
import { StartProblem } from '../core/startProblem.ts'
import {
  BACKGROUND_SETTINGS,
  EMBEDDED_READER_SETTINGS,
  READER_SETTINGS,
  SHARED_ERASER_SETTINGS,
  SMALL_SETTINGS,
  WRITER_SETTINGS,
} from './connectionSettings.ts'
import type { ConnectionSettings, Database } from './database.ts'
import type { Deletion } from './deletion.ts'
import { deleteFromParts } from './deletion.ts'
import type { Dialect, ShardedTable } from './dialect.ts'
import { EVENT_COLUMNS } from './eventColumns.ts'
import type { Asker, FairQueue } from './fairQueue.ts'
import { createFairQueue } from './fairQueue.ts'
import { HEALTH_COLUMNS } from './healthRow.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import type { Reader } from './reader.ts'
import { askReader } from './reader.ts'
import { createRollUps } from './rollUps.ts'
import type { StoredRow } from './storedRow.ts'

/** Strings, numbers and lists of strings: a `Date` would lose its milliseconds, an object has no type. */
export type QueryParameters = Record<string, string | number | readonly string[]>

/** Tables that are small and seldom written. */
export type SmallTable = 'settings' | 'documents' | 'audit' | 'source_maps'
type SmallRow = Record<string, string | number>

export interface Store {
  /** Why the roll-ups could not be repaired at start; `undefined` when they are. The next checkpoint tries again. */
  startFailure: unknown
  /**
   * Resolves when the rows are on the disk.
   *
   * @param token - the same for a second try of an insert whose answer was lost: it stores nothing twice
   */
  writeEvents(rows: readonly StoredRow[], token?: string): Promise<void>
  /** Resolves when the rows are on the disk. */
  insert(table: SmallTable, rows: readonly SmallRow[]): Promise<void>
  /**
   * Deletes the rows that match, and resolves when they are gone from the disk of every replica: a lightweight
   * delete would only hide them until the next merge. Throws a 503 `HttpProblem` where the disk has no room for it.
   */
  deleteRows(deletion: Deletion): Promise<void>
  /**
   * Runs one statement. Values go in as `{name:Type}` parameters only. Askers take turns; a statement whose signal is
   * aborted leaves the queue, and the engine ends it.
   *
   * @param asker - the collector itself by default
   */
  query<Row>(sql: string, parameters?: QueryParameters, asker?: Asker): Promise<Row[]>
  /**
   * Runs one small statement that others wait for: health, accounts, sign-ins. It has a connection of its own, which
   * questions and deletions do not use.
   */
  querySmall<Row>(sql: string, parameters?: QueryParameters): Promise<Row[]>
  /**
   * Runs one statement that nobody waits for, with the limits of a question, on a connection of its own and on one core at
   * most.
   */
  queryInBackground<Row>(sql: string, parameters?: QueryParameters): Promise<Row[]>
  /**
   * Rolls up again what a failed insert may have left out, and notes up to where the roll-ups are complete.
   * To be called every minute: a start after a kill repairs what came since.
   */
  checkpoint(): Promise<void>
  /** A small write that goes the whole way to the disk. */
  probe(): Promise<void>
  /** Runs statements between two inserts, once the roll-ups are complete. */
  maintain<T>(task: (writer: ClickHouseClient) => Promise<T>): Promise<T>
  /** Makes a checkpoint and gives the directory back. */
  close(): Promise<void>
}

interface Connection {
  client: ClickHouseClient
  /** Runs tasks one after another: a connection carries one statement at a time. */
  inTurn: LimitFunction
}

/** Asker of the collector's own statements. */
const ITSELF: Asker = { name: '' }
/** A page of the explorer asks less than ten at once. */
const QUESTIONS_WAITING = 100

export async function openStore(database: Database): Promise<Store> {
  const writer = await connect(database, WRITER_SETTINGS)
  await migrateOrExplain(writer.client, database)
  const rollUps = createRollUps(writer.client, Date.now)
  // A connection of its own: a change by an administrator must not hold up the intake.
  const changer = await connect(database, {})
  // A connection of its own: a deletion takes as long as its parts are large, and nobody could sign in meanwhile.
  const eraser = await connect(database, database.isShared ? SHARED_ERASER_SETTINGS : {})
  let isRepairDue = true
  const small = await connect(database, SMALL_SETTINGS)
  const background = await connect(database, BACKGROUND_SETTINGS)
  const readers = await openReaders(database)
  const questions = createQuestions(readers)
  const endStatement = database.isShared ? undefined : endWith(small)
  async function completeRollUps(): Promise<void> {
    if (database.isShared) {
      return // by the writer's next try
    }
    if (isRepairDue) {
      await rollUps.repair()
      isRepairDue = false
    }
    await rollUps.checkpoint()
  }
  const checkpoint = (): Promise<void> => writer.inTurn(completeRollUps)
  // Before anybody reads. A disk that is full now may have room later, and what is stored can be read.
  const startFailure = await checkpoint().catch((error: unknown) => error)
  return {
    startFailure,
    writeEvents(rows, token = randomUUID()) {
      return writer.inTurn(async () => {
        // First: a view's row is replaced by its next update, and a health that was left out could not be found again.
        await insertHealth(writer.client, rows, token)
        try {
          await insertEvents(writer.client, rows, token)
        } catch (error) {
          isRepairDue = true // the events may be in, without their roll-up
          throw error
        }
      })
    },
    insert: (table, values) =>
      changer.inTurn(async () => {
        await changer.client.insert({ table: `rum.${table}`, values, format: 'JSONEachRow' })
      }),
    deleteRows: (deletion) =>
      eraser.inTurn(() =>
        database.isShared
          ? deleteAndWait(eraser.client, database.dialect, deletion)
          : deleteFromParts(eraser.client, deletion),
      ),
    query: (sql, parameters = {}, asker = ITSELF) =>
      questions.run(asker, (reader) =>
        askReader({ reader, endStatement }, { sql, parameters, signal: asker.signal }),
      ),
    querySmall: (sql, parameters = {}) => small.inTurn(() => select(small.client, sql, parameters)),
    queryInBackground: (sql, parameters = {}) =>
      background.inTurn(() => select(background.client, sql, parameters)),
    checkpoint,
    probe: () => writer.inTurn(rollUps.probe),
    maintain: (task) =>
      writer.inTurn(async () => {
        await completeRollUps()
        return task(writer.client)
      }),
    async close() {
      await checkpoint().catch(() => undefined) // the next start repairs what this one could not note
      await questions.close()
      await Promise.all(readers.map(({ client }) => client.close()))
      const connections = [background, small, eraser, changer, writer]
      await Promise.all(connections.map(({ inTurn, client }) => inTurn(() => client.close())))
    },
  }
}

const SMALL_TABLES: readonly string[] = [
  'settings',
  'documents',
  'audit',
  'source_maps',
] satisfies SmallTable[]

function isSmall(table: ShardedTable | SmallTable): table is SmallTable {
  return SMALL_TABLES.includes(table)
}

/** On a server or cluster, whose disks are its operator's. */
async function deleteAndWait(
  client: ClickHouseClient,
  dialect: Dialect,
  { table, condition, parameters }: Deletion,
): Promise<void> {
  const stored = isSmall(table) ? `rum.${table}` : dialect.stored(table)
  await client.command({
    query: `ALTER TABLE ${stored}${dialect.onCluster} DELETE WHERE ${condition}`,
    query_params: parameters,
  })
}

async function migrateOrExplain(writer: ClickHouseClient, { dialect }: Database): Promise<void> {
  try {
    await migrate(writer, dialect, MIGRATIONS)
  } catch (error) {
    throw error instanceof StartProblem
      ? error
      : new StartProblem(`the database cannot be made ready: ${(error as Error).message}`)
  }
}

async function connect(database: Database, settings: ConnectionSettings): Promise<Connection> {
  return { client: await database.connect(settings), inTurn: pLimit(1) }
}

/** Each has a name, by which the engine knows what it runs. */
function openReaders(database: Database): Promise<Reader[]> {
  const names = Array.from({ length: database.readers }, (_, index) => `reader-${index + 1}`)
  return Promise.all(
    names.map(async (name) => {
      const settings = {
        log_comment: name,
        ...(!database.isShared && EMBEDDED_READER_SETTINGS),
        ...READER_SETTINGS,
      }
      return { name, client: await database.connect(settings) }
    }),
  )
}

/** Nobody holds all readers: a question of somebody else finds one while another's are slow. */
function createQuestions(readers: readonly Reader[]): FairQueue<Reader> {
  return createFairQueue({
    places: readers,
    placesEach: Math.ceil(readers.length / 2),
    waitingEach: QUESTIONS_WAITING,
  })
}

/** The embedded engine runs a statement on although nobody waits: it is told to end it. */
function endWith({ client, inTurn }: Connection): (reader: string) => Promise<void> {
  return (reader) =>
    inTurn(async () => {
      await client.command({
        query: `KILL QUERY WHERE Settings['log_comment'] = '${reader}' ASYNC`,
      })
    })
}

async function insertEvents(
  client: ClickHouseClient,
  rows: readonly StoredRow[],
  token: string,
): Promise<void> {
  await client.insert({
    table: 'rum.events',
    columns: [...EVENT_COLUMNS] as [string, ...string[]],
    values: rows.map(({ event }) => event),
    format: 'JSONCompactEachRow',
    clickhouse_settings: {
      insert_deduplication_token: token,
      // Rows that were spooled before an update end before its columns, which are the last.
      input_format_json_compact_allow_variable_number_of_columns: 1,
    },
  })
}

async function insertHealth(
  client: ClickHouseClient,
  rows: readonly StoredRow[],
  token: string,
): Promise<void> {
  const values = rows.map(({ health }) => health).filter((health) => health !== '')
  if (values.length > 0) {
    await client.insert({
      table: 'rum.session_health',
      columns: [...HEALTH_COLUMNS] as [string, ...string[]],
      values,
      format: 'JSONCompactEachRow',
      clickhouse_settings: { insert_deduplication_token: token },
    })
  }
}

async function select<Row>(
  client: ClickHouseClient,
  query: string,
  parameters: QueryParameters,
): Promise<Row[]> {
  const result = await client.query({ query, query_params: parameters, format: 'JSONEachRow' })
  return result.json<Row>()
}
