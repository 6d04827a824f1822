/**
 * Differences between the places where the schema lives. Each statement is written once, against this: for one
 * engine, embedded or a server, and for a cluster.
 *
 * On a cluster a sharded table is two: `events_local`, which holds a shard's rows on each of its replicas, and
 * `events`, which is all shards. Whoever reads or inserts names `rum.events` in both worlds.
 */
export interface Dialect {
  /** `` or ` ON CLUSTER name`, written after a table's name. */
  onCluster: string
  /** The table that a shard's rows are in: what is created, altered and read by views. */
  stored(table: ShardedTable): string
  /** The same for a FROM clause in which its columns are called `events.userid`. */
  storedAs(table: ShardedTable): string
  /** The engine of a sharded table, such as `ReplacingMergeTree(version)`. */
  shardedEngine(family: EngineFamily, version?: string): string
  /** The engine of a small table, which is whole on every node of a cluster. */
  engine(family: EngineFamily, version?: string): string
  /**
   * Statements that follow one that made or changed the columns of a sharded table: on a cluster its whole is
   * made anew, with the columns that its parts have now.
   */
  distribute(table: ShardedTable): readonly string[]
}

export type EngineFamily = 'MergeTree' | 'ReplacingMergeTree' | 'AggregatingMergeTree'

/** Tables that grow with the sessions: too large for one node of a cluster. */
export type ShardedTable = 'events' | 'sessions' | 'session_health'

/** A session's rows, its roll-up and its copies meet on one shard: FINAL and GROUP BY are right there. */
const SHARDING_KEY = 'cityHash64(app_id, session_id)'

function plainEngine(family: EngineFamily, version = ''): string {
  return `${family}(${version})`
}

export const embeddedDialect: Dialect = {
  onCluster: '',
  stored: (table) => `rum.${table}`,
  storedAs: (table) => `rum.${table}`,
  shardedEngine: plainEngine,
  engine: plainEngine,
  distribute: () => [],
}

/** `{shard}` and `{replica}` are macros that every node of a cluster has in its configuration. */
export function createClusterDialect(cluster: string): Dialect {
  const onCluster = ` ON CLUSTER \`${cluster}\``
  const replicated =
    (path: string, replica: string) =>
    (family: EngineFamily, version = ''): string =>
      `Replicated${family}('/clickhouse/tables/${path}/{database}/{table}', '${replica}'${version === '' ? '' : `, ${version}`})`
  return {
    onCluster,
    stored: (table) => `rum.${table}_local`,
    storedAs: (table) => `rum.${table}_local AS ${table}`,
    shardedEngine: replicated('{shard}', '{replica}'),
    engine: replicated('all', '{shard}-{replica}'), // every node is a replica of one shard
    // Replaced, which is safe since it holds no rows of its own.
    distribute: (table) => [
      `CREATE OR REPLACE TABLE rum.${table}${onCluster} AS rum.${table}_local
ENGINE = Distributed(\`${cluster}\`, 'rum', '${table}_local', ${SHARDING_KEY})`,
    ],
  }
}
