import { existsSync, readdirSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClickHouseClient } from '@clickhouse/client'
import { StartProblem } from '../core/startProblem.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDialect } from '../store/dialect.ts'
import { migrate } from '../store/migrate.ts'
import { MIGRATIONS } from '../store/migrations/migrations.ts'
import type { BackedUpTable, Manifest } from './manifest.ts'
import { readManifest, verifyFiles } from './manifest.ts'
import { markRestore, unmarkRestore } from './restoreMark.ts'

/**
 * Makes a data directory of a backup. Every file is compared with its checksum before, every table's rows are
 * counted after. The schema stays that of the backup: the next start brings it up to date.
 *
 * @returns the rows of all tables
 */
export async function restoreBackup(directory: string, data: string): Promise<number> {
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw new StartProblem(`${data} is not empty: a backup is never restored over anything`)
  }
  const manifest = readManifest(directory)
  refuseNewer(manifest)
  await verifyFiles(directory, manifest)
  markRestore(data, directory)
  const open = await openChdb(data)
  const client = open()
  try {
    await makeTables(client, manifest)
    for (const table of manifest.tables) {
      await restoreTable(client, table, join(directory, 'tables', table.name))
    }
    await forgetBlocks(client)
  } catch (error) {
    await client.close()
    await rm(data, { recursive: true, force: true }) // half a restore must not be started
    throw error
  }
  await client.close()
  unmarkRestore(data)
  return manifest.tables.reduce((sum, { rows }) => sum + rows, 0)
}

function refuseNewer({ schema, version }: Manifest): void {
  const known = MIGRATIONS.at(-1)?.id ?? 0
  if (schema > known) {
    throw new StartProblem(
      `the backup was made by a newer version of the collector (${version}; its schema has number ${schema}, this version knows ${known}): restore it with that version`,
    )
  }
}

/**
 * By this version's migrations up to the backup's: those that were released never change. The statements in a manifest are for
 * people to read: whoever could write them could have any other run.
 */
async function makeTables(client: ClickHouseClient, { schema, tables }: Manifest): Promise<void> {
  const migrations = MIGRATIONS.filter(({ id }) => id <= schema)
  await migrate(client, embeddedDialect, migrations)
  const known = await listTables(client)
  const unknown = tables.find(({ name }) => !known.has(name))
  if (unknown !== undefined) {
    throw new StartProblem(
      `the backup has a table ${unknown.name}, which schema ${schema} does not: it was changed by hand, or damaged`,
    )
  }
}

async function listTables(client: ClickHouseClient): Promise<Set<string>> {
  const query = "SELECT name FROM system.tables WHERE database = 'rum'"
  const result = await client.query({ query, format: 'JSONEachRow' })
  return new Set((await result.json<{ name: string }>()).map(({ name }) => name))
}

async function restoreTable(
  client: ClickHouseClient,
  { name, rows, files }: BackedUpTable,
  folder: string,
): Promise<void> {
  if (Object.keys(files).length === 0) {
    return
  }
  await client.command({ query: `TRUNCATE TABLE rum.${name}` }) // a migration's rows are in the backup as well
  // Or merges would fold rows, and drop old ones, before they are counted.
  await client.command({ query: `SYSTEM STOP MERGES rum.${name}` })
  await cp(folder, join(await readDataPath(client, name), 'detached'), { recursive: true })
  await client.command({ query: `ALTER TABLE rum.${name} ATTACH PARTITION ALL` })
  const restored = await countRows(client, name)
  if (restored !== rows) {
    throw new StartProblem(`of ${rows} rows of ${name} ${restored} were restored`)
  }
}

/**
 * Blocks are numbered anew where parts are attached, and what is above a checkpoint's block is what a start looks
 * for: it must look at all of them, for what arrived since the checkpoint.
 */
async function forgetBlocks(client: ClickHouseClient): Promise<void> {
  await client.command({
    query: `INSERT INTO rum.checkpoints (name, sequence, block, at)
SELECT name, sequence + 1, -1, at FROM rum.checkpoints WHERE name = 'sessions' ORDER BY sequence DESC LIMIT 1`,
  })
}

async function readDataPath(client: ClickHouseClient, table: string): Promise<string> {
  const query =
    "SELECT data_paths[1] AS path FROM system.tables WHERE database = 'rum' AND name = {table:String}"
  const result = await client.query({ query, query_params: { table }, format: 'JSONEachRow' })
  const [row] = await result.json<{ path: string }>()
  return row?.path ?? ''
}

async function countRows(client: ClickHouseClient, table: string): Promise<number> {
  const query = `SELECT count() AS rows FROM rum.${table}`
  const result = await client.query({ query, format: 'JSONEachRow' })
  const [row] = await result.json<{ rows: string | number }>()
  return Number(row?.rows)
}
