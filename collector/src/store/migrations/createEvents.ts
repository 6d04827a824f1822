import type { Dialect } from '../dialect.ts'

/**
 * One row for each event, and after merges one for each view: the highest `doc_version` wins. The sorting
 * key is the best of four that were measured; a copy of an event must carry the same `ts` to meet its
 * original there.
 *
 * `fsync_after_insert`: an answer to the SDK means that it forgets the events, so they must be on the disk.
 */
export function createEvents(dialect: Dialect): readonly string[] {
  const { onCluster, stored, shardedEngine, distribute } = dialect
  const table = `CREATE TABLE IF NOT EXISTS ${stored('events')}${onCluster}
(
  app_id LowCardinality(String),
  type Enum8('view' = 1, 'resource' = 2, 'action' = 3, 'error' = 4, 'long_task' = 5),
  ts DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  session_start DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  event_id UInt64,
  sdk_event_id String CODEC(ZSTD(1)),
  doc_version UInt32,
  session_id String CODEC(ZSTD(1)),
  view_id String CODEC(ZSTD(1)),
  action_id String CODEC(ZSTD(1)),
  session_type LowCardinality(String),
  env LowCardinality(String),
  service LowCardinality(String),
  version LowCardinality(String),
  sdk_name LowCardinality(String),
  sdk_version LowCardinality(String),
  userid String CODEC(ZSTD(1)),
  user_name String CODEC(ZSTD(1)),
  user_email String CODEC(ZSTD(1)),
  is_signin LowCardinality(String),
  browser LowCardinality(String),
  browser_version LowCardinality(String),
  os LowCardinality(String),
  os_version LowCardinality(String),
  device LowCardinality(String),
  screen_size LowCardinality(String),
  network_type LowCardinality(String),
  view_url String CODEC(ZSTD(1)),
  view_host LowCardinality(String),
  view_path String CODEC(ZSTD(1)),
  view_path_group LowCardinality(String),
  view_name LowCardinality(String),
  view_referrer String CODEC(ZSTD(1)),
  name String CODEC(ZSTD(1)),
  sub_type LowCardinality(String),
  source LowCardinality(String),
  status LowCardinality(String),
  method LowCardinality(String),
  stack String CODEC(ZSTD(3)),
  duration UInt64 CODEC(T64, ZSTD(1)),
  size Nullable(UInt64) CODEC(ZSTD(1)),
  handled Bool,
  is_active Nullable(Bool),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  lcp Nullable(UInt64),
  fcp Nullable(UInt64),
  inp Nullable(UInt64),
  ttfb Nullable(UInt64),
  cls Nullable(Float64),
  loading_time Nullable(UInt64),
  tags Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  nums Map(LowCardinality(String), Float64) CODEC(ZSTD(1)),
  flags Map(LowCardinality(String), Bool) CODEC(ZSTD(1)),
  retention_days UInt16,
  INDEX ix_session session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX ix_view view_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX ix_user userid TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX ix_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ${shardedEngine('ReplacingMergeTree', 'doc_version')}
PARTITION BY (toDate(ts), retention_days)
ORDER BY (app_id, type, toStartOfHour(ts), session_id, event_id)
TTL toDateTime(ts) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1`
  return [table, ...distribute('events')]
}
