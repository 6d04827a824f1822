import type { Dialect, ShardedTable } from '../dialect.ts'

/**
 * An insert writes a part under a temporary name, syncs its files and renames it. Without a sync of the
 * directory a power cut may undo the rename of a part that was acknowledged, and the next start removes it.
 */
export function syncDirectories(table: ShardedTable): (dialect: Dialect) => string {
  return ({ onCluster, stored }) =>
    `ALTER TABLE ${stored(table)}${onCluster} MODIFY SETTING fsync_part_directory = 1`
}
