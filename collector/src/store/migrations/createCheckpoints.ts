import type { Dialect } from '../dialect.ts'

/** Up to which block of `rum.events` the roll-ups are known to be complete; the highest `sequence` counts. */
export function createCheckpoints({ onCluster, engine }: Dialect): string {
  return `CREATE TABLE IF NOT EXISTS rum.checkpoints${onCluster}
(
  name LowCardinality(String),
  sequence UInt64,
  block Int64,
  at DateTime64(3, 'UTC')
)
ENGINE = ${engine('ReplacingMergeTree', 'sequence')}
ORDER BY name
SETTINGS fsync_after_insert = 1`
}
