import type { Dialect } from '../dialect.ts'

/** Creates the table of who did what to the collector, and when. Rows are added and never changed; they stay for ever. */
export function createAudit({ onCluster, engine }: Dialect): string {
  return `CREATE TABLE IF NOT EXISTS rum.audit${onCluster}
(
  at DateTime64(3, 'UTC'),
  id String,
  actor String,
  act LowCardinality(String),
  subject String,
  details String
)
ENGINE = ${engine('MergeTree')}
ORDER BY (at, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`
}
