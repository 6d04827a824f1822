import type { ClickHouseClient } from '@clickhouse/client'

/** One table or view at one moment. */
export interface FrozenTable {
  name: string
  /** Statement that makes it again. */
  create: string
  /** Where its frozen parts are, below `shadow/<name of the freeze>/store`; empty for a view. */
  folder: string
}

export interface FrozenSchema {
  /** The number of the newest migration. */
  schema: number
  tables: readonly FrozenTable[]
}

interface TableRow {
  name: string
  engine: string
  create_table_query: string
  uuid: string
}

/**
 * Hard links of every part: made in milliseconds whatever their size, and what happens to the tables afterwards
 * does not touch them. To be called between two inserts, so that events and roll-ups agree.
 */
export async function freezeTables(
  writer: ClickHouseClient,
  freeze: string,
): Promise<FrozenSchema> {
  const found = await select<TableRow>(
    writer,
    `SELECT name, engine, create_table_query, toString(uuid) AS uuid
FROM system.tables WHERE database = 'rum' ORDER BY engine = 'MaterializedView', name`,
  )
  const tables: FrozenTable[] = []
  for (const { name, engine, create_table_query: create, uuid } of found) {
    const hasParts = engine.endsWith('MergeTree')
    if (hasParts) {
      await writer.command({ query: `ALTER TABLE rum.${name} FREEZE WITH NAME '${freeze}'` })
    }
    tables.push({ name, create, folder: hasParts ? `${uuid.slice(0, 3)}/${uuid}` : '' })
  }
  const [newest] = await select<{ id: number }>(writer, 'SELECT max(id) AS id FROM rum.migrations')
  return { schema: Number(newest?.id), tables }
}

async function select<Row>(writer: ClickHouseClient, query: string): Promise<Row[]> {
  const result = await writer.query({ query, format: 'JSONEachRow' })
  return result.json<Row>()
}
