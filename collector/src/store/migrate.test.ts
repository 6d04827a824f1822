import assert from 'node:assert/strict'
import test from 'node:test'
import type { ClickHouseClient } from '@clickhouse/client'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { embeddedDialect } from './dialect.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/migrations.ts'
import { MIGRATIONS } from './migrations/migrations.ts'

const directory = makeDirectory()
let client: ClickHouseClient

test.before(async () => {
  const open = await openChdb(directory.path)
  client = open()
})
test.after(async () => {
  await client.close()
  directory.remove()
})

const IDS = MIGRATIONS.map(({ id }) => id)
const NEXT = MIGRATIONS.length + 1

async function appliedIds(): Promise<number[]> {
  const query = 'SELECT id FROM rum.migrations ORDER BY id'
  const result = await client.query({ query, format: 'JSONEachRow' })
  return (await result.json<{ id: number }>()).map(({ id }) => id)
}

function emptyTable(id: number, name: string): Migration {
  return {
    id,
    name: `create ${name}`,
    statement: ({ engine }) =>
      `CREATE TABLE rum.${name} (id UInt8) ENGINE = ${engine('MergeTree')} ORDER BY id`,
  }
}

test('each migration is applied once, and new ones when they appear', async () => {
  await migrate(client, embeddedDialect, MIGRATIONS)
  await migrate(client, embeddedDialect, MIGRATIONS)
  assert.deepEqual(await appliedIds(), IDS)
  await migrate(client, embeddedDialect, [...MIGRATIONS, emptyTable(NEXT, 'eight')])
  assert.deepEqual(await appliedIds(), [...IDS, NEXT])
})

test('what is acknowledged is synced with its directory', async () => {
  const query = `SELECT name FROM system.tables WHERE database = 'rum'
AND create_table_query LIKE '%fsync_after_insert = 1%fsync_part_directory = 1%' ORDER BY name`
  const result = await client.query({ query, format: 'JSONEachRow' })
  assert.deepEqual(await result.json(), [
    { name: 'audit' },
    { name: 'documents' },
    { name: 'events' },
    { name: 'session_health' },
    { name: 'sessions' },
    { name: 'settings' },
    { name: 'source_maps' },
  ])
})

test('a migration that was edited after it had been applied is refused', async () => {
  await migrate(client, embeddedDialect, [emptyTable(NEXT + 1, 'nine')])
  await assert.rejects(migrate(client, embeddedDialect, [emptyTable(NEXT + 1, 'ten')]), {
    message: /made by another version of the collector: its migration \d+ \(create nine\) differs/,
  })
})

test('data of a newer version is refused, with both numbers', async () => {
  await assert.rejects(migrate(client, embeddedDialect, MIGRATIONS), {
    message: `the data was made by a newer version of the collector (its schema has number ${NEXT + 1}, this version knows ${IDS.length}): start that version, or restore a backup from before it`,
  })
})

test('numbers follow each other, so that the highest tells the schema', () => {
  assert.deepEqual(
    IDS,
    IDS.map((_, index) => index + 1),
  )
})
