import type { Dialect } from '../dialect.ts'

/**
 * Health is written by the collector itself, before the events (decision 0045). `seq` holds a final status's
 * number, which is above 10^13. What else a line says is its own session's, and not always the record's.
 */
export function keepSessionHealth({ onCluster, stored, distribute }: Dialect): readonly string[] {
  return [
    `DROP VIEW IF EXISTS rum.session_health_mv${onCluster}`,
    `ALTER TABLE ${stored('session_health')}${onCluster}
  MODIFY COLUMN seq UInt64,
  DROP COLUMN IF EXISTS version,
  DROP COLUMN IF EXISTS env,
  DROP COLUMN IF EXISTS service,
  ADD INDEX IF NOT EXISTS ix_session session_id TYPE bloom_filter(0.01) GRANULARITY 1`,
    ...distribute('session_health'),
  ]
}
