import type { Dialect } from '../dialect.ts'

/**
 * An insert that is tried again, because its answer was lost, carries the same token and is not stored twice.
 * Replicated tables do so by themselves. Every insert into `events` must carry a token: without one
 * the rows are compared, and those that were deleted could not be written again.
 */
export function recogniseRepeatedInserts({ onCluster, stored }: Dialect): string {
  return `ALTER TABLE ${stored('events')}${onCluster} MODIFY SETTING non_replicated_deduplication_window = 1000`
}
