import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Session } from 'chdb'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { SHARED_SETTINGS } from './clickHouse.ts'
import type { Database } from './database.ts'
import { embeddedDatabase } from './database.ts'
import type { Dialect } from './dialect.ts'
import { createClusterDialect, embeddedDialect } from './dialect.ts'
import { defineContract } from './storeContract.testkit.ts'

/** An address that is the engine's own: such a shard is read and written without a socket. */
const CLUSTER = `<clickhouse>
  <tcp_port>9000</tcp_port>
  <remote_servers><one><shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard></one></remote_servers>
</clickhouse>`

/**
 * The tables of a cluster of one shard: `…_local` with a Distributed table over each. Without replicas and `ON CLUSTER`,
 * which need a keeper.
 */
const cluster = createClusterDialect('one')
const dialect: Dialect = {
  ...cluster,
  onCluster: '',
  shardedEngine: embeddedDialect.shardedEngine,
  engine: embeddedDialect.engine,
  distribute: (table) =>
    cluster.distribute(table).map((statement) => statement.replace(cluster.onCluster, '')),
}

defineContract('the tables of a cluster', async () => {
  const directory = makeDirectory()
  const configuration = join(directory.path, 'cluster.xml')
  writeFileSync(configuration, CLUSTER)
  const engine = new Session(directory.path, {
    connectionArgs: [`--config-file=${configuration}`],
  })
  const embedded = embeddedDatabase(await openChdb(directory.path))
  const database: Database = {
    ...embedded,
    dialect,
    isShared: true,
    connect: (settings) => embedded.connect({ ...SHARED_SETTINGS, ...settings }),
  }
  return {
    open: async () => database,
    end: async () => {
      engine.close()
      directory.remove()
    },
  }
})
