import type { Dialect } from '../dialect.ts'

/**
 * One row for each map of an upload. In the store, since any collector behind a balancer may need it. Which
 * upload counts for a release is a document: it changes at once, when all rows of the new one are in.
 */
export function createSourceMaps({ onCluster, engine }: Dialect): string {
  return `CREATE TABLE IF NOT EXISTS rum.source_maps${onCluster}
(
  app_id String,
  upload String,
  path String,
  content String CODEC(ZSTD(3))
)
ENGINE = ${engine('MergeTree')}
ORDER BY (app_id, upload, path)
SETTINGS index_granularity = 16, fsync_after_insert = 1, fsync_part_directory = 1`
}
