import assert from 'node:assert/strict'
import test from 'node:test'
import type { ClickHouseClient } from '@clickhouse/client'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { createClusterDialect, embeddedDialect } from './dialect.ts'
import { MIGRATIONS } from './migrations/migrations.ts'

/**
 * No cluster runs here. What can be known without one: the engine's parser reads every statement, and each names
 * the tables of a cluster.
 */
const directory = makeDirectory()
const dialect = createClusterDialect('rum-1')
let client: ClickHouseClient

test.before(async () => {
  const open = await openChdb(directory.path)
  client = open()
})
test.after(async () => {
  await client.close()
  directory.remove()
})

const STATEMENTS = MIGRATIONS.flatMap(({ statement }) => statement(dialect))

/** The kind of the statement, as the engine's parser names it. */
async function parse(statement: string): Promise<string> {
  // The format of the answer goes to the explained statement, so that it is the default one.
  const result = await client.query({ query: `EXPLAIN AST ${statement}`, format: 'CSV' })
  return /^"(\w+)/.exec(await result.text())?.[1] ?? ''
}

test('the parser reads every statement of a cluster as what it is', async () => {
  for (const statement of STATEMENTS) {
    assert.match(await parse(statement), /^(Create|Alter|Insert|Drop)Query$/, statement)
  }
  await assert.rejects(parse('CREATE TABLE rum.x ON CLUSTER c (a UInt8) ENGINE = ORDER BY'))
})

test('every change is for the whole cluster, and none touches what only joins the shards', () => {
  for (const statement of STATEMENTS.filter((text) => !text.startsWith('INSERT'))) {
    assert.match(statement, / ON CLUSTER `rum-1`/)
    if (!statement.includes('Distributed(')) {
      assert.doesNotMatch(statement, /rum\.(events|sessions|session_health)\b(?!_)/)
    }
  }
})

test('a change of a sharded table’s columns is followed by making its whole anew', () => {
  STATEMENTS.forEach((statement, index) => {
    const [, table] =
      /^(?:CREATE|ALTER) TABLE (?:IF NOT EXISTS )?rum\.(\w+)_local\b/.exec(statement) ?? []
    if (table !== undefined && !statement.includes(' MODIFY SETTING ')) {
      assert.ok(
        STATEMENTS[index + 1]?.startsWith(`CREATE OR REPLACE TABLE rum.${table} `),
        statement,
      )
    }
  })
})

test('sharded tables are replicated by shard, small ones on every node', () => {
  assert.equal(
    dialect.shardedEngine('ReplacingMergeTree', 'doc_version'),
    "ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', doc_version)",
  )
  assert.equal(
    dialect.engine('MergeTree'),
    "ReplicatedMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}')",
  )
  assert.match(dialect.distribute('sessions').join(), /cityHash64\(app_id, session_id\)/)
})

test('the embedded engine has the same statements, without a cluster', () => {
  for (const statement of MIGRATIONS.flatMap((migration) => migration.statement(embeddedDialect))) {
    assert.doesNotMatch(statement, /CLUSTER|Replicated|_local|Distributed/)
  }
})
