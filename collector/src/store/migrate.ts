import { createHash } from 'node:crypto'
import type { ClickHouseClient } from '@clickhouse/client'
import { StartProblem } from '../core/startProblem.ts'
import type { Dialect } from './dialect.ts'
import type { Migration } from './migrations/migrations.ts'

interface AppliedMigration {
  id: number
  name: string
  checksum: string
}

/**
 * Brings the schema up to date. Statements can be applied twice without harm (`IF NOT EXISTS`), so a crash
 * between a statement and its record is mended by the next start, and two collectors of one cluster may start
 * at the same time.
 */
export async function migrate(
  writer: ClickHouseClient,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<void> {
  // A database of our own: chDB's `default` is an overlay that cannot hold every kind of view.
  await writer.command({
    query: `CREATE DATABASE IF NOT EXISTS rum${dialect.onCluster} ENGINE = Atomic`,
  })
  await writer.command({
    query: `CREATE TABLE IF NOT EXISTS rum.migrations${dialect.onCluster}
(id UInt32, name String, checksum String, at DateTime DEFAULT now())
ENGINE = ${dialect.engine('MergeTree')} ORDER BY id SETTINGS fsync_after_insert = 1`,
  })
  const applied = await readApplied(writer)
  refuseNewer(applied, migrations)
  for (const migration of migrations) {
    const statements = [migration.statement(dialect)].flat()
    await applyOnce(writer, applied.get(migration.id), { ...migration, statements })
  }
}

/** Forward only: what a newer version has made of the data, this one does not know. */
function refuseNewer(
  applied: ReadonlyMap<number, AppliedMigration>,
  migrations: readonly Migration[],
): void {
  const newest = Math.max(...applied.keys(), 0)
  const known = Math.max(...migrations.map(({ id }) => id), 0)
  if (newest > known) {
    throw new StartProblem(
      `the data was made by a newer version of the collector (its schema has number ${newest}, this version knows ${known}): start that version, or restore a backup from before it`,
    )
  }
}

async function applyOnce(
  writer: ClickHouseClient,
  former: AppliedMigration | undefined,
  { id, name, statements }: { id: number; name: string; statements: readonly string[] },
): Promise<void> {
  const checksum = createHash('sha256').update(statements.join(';\n')).digest('hex')
  if (former === undefined) {
    for (const query of statements) {
      await writer.command({ query })
    }
    const values = [{ id, name, checksum }]
    await writer.insert({ table: 'rum.migrations', values, format: 'JSONEachRow' })
  } else if (former.checksum !== checksum) {
    throw new StartProblem(
      `the data was made by another version of the collector: its migration ${id} (${former.name}) differs from this version's; start that version, or use another directory with --data`,
    )
  }
}

async function readApplied(writer: ClickHouseClient): Promise<Map<number, AppliedMigration>> {
  const query = 'SELECT id, name, checksum FROM rum.migrations ORDER BY id'
  const result = await writer.query({ query, format: 'JSONEachRow' })
  const rows = await result.json<AppliedMigration>()
  return new Map(rows.map((row) => [row.id, row]))
}
