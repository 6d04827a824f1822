import type { Dialect } from '../dialect.ts'

/** Creates the table of what collectors share, as versioned documents: accounts, tokens, sign-ins. Read with `FINAL`. */
export function createSettings({ onCluster, engine }: Dialect): string {
  return `CREATE TABLE IF NOT EXISTS rum.settings${onCluster}
(
  kind LowCardinality(String),
  id String,
  body String CODEC(ZSTD(1)),
  version UInt64,
  deleted UInt8
)
ENGINE = ${engine('ReplacingMergeTree', 'version, deleted')}
ORDER BY (kind, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`
}
