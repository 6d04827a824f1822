CREATE DATABASE rum ENGINE = Atomic;

CREATE TABLE rum.migrations
(id UInt32, name String, checksum String, at DateTime DEFAULT now())
ENGINE = MergeTree() ORDER BY id SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS rum.events
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
ENGINE = ReplacingMergeTree(doc_version)
PARTITION BY (toDate(ts), retention_days)
ORDER BY (app_id, type, toStartOfHour(ts), session_id, event_id)
TTL toDateTime(ts) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1;

INSERT INTO rum.migrations (id, name, checksum) VALUES (1, 'create events', '14c048d7fb22899f23f844540daad22a4194fe091752615b7e4f5dabad0e4ec9');

CREATE TABLE IF NOT EXISTS rum.sessions
(
  app_id LowCardinality(String),
  day Date,
  session_id String CODEC(ZSTD(1)),
  retention_days UInt16,
  start_ts SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  end_ts SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  last_received SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  views AggregateFunction(uniqExactIf, UInt64, UInt8),
  actions AggregateFunction(uniqExactIf, UInt64, UInt8),
  errors AggregateFunction(uniqExactIf, UInt64, UInt8),
  resources AggregateFunction(uniqExactIf, UInt64, UInt8),
  long_tasks AggregateFunction(uniqExactIf, UInt64, UInt8),
  first_view AggregateFunction(argMinIf, Tuple(String, String, String, String, String), Tuple(DateTime64(3, 'UTC'), Int64), UInt8),
  last_view AggregateFunction(argMaxIf, Tuple(String, String, String, String), Tuple(DateTime64(3, 'UTC'), Int64), UInt8),
  user AggregateFunction(argMaxIf, Tuple(String, String, String), DateTime64(3, 'UTC'), UInt8),
  userid SimpleAggregateFunction(max, String),
  session_type SimpleAggregateFunction(max, LowCardinality(String)),
  env SimpleAggregateFunction(max, LowCardinality(String)),
  service SimpleAggregateFunction(max, LowCardinality(String)),
  version SimpleAggregateFunction(max, LowCardinality(String)),
  browser SimpleAggregateFunction(max, LowCardinality(String)),
  browser_version SimpleAggregateFunction(max, LowCardinality(String)),
  os SimpleAggregateFunction(max, LowCardinality(String)),
  os_version SimpleAggregateFunction(max, LowCardinality(String)),
  device SimpleAggregateFunction(max, LowCardinality(String)),
  screen_size SimpleAggregateFunction(max, LowCardinality(String)),
  network_type SimpleAggregateFunction(max, LowCardinality(String)),
  crashed SimpleAggregateFunction(max, UInt8),
  INDEX ix_session session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX ix_user userid TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = AggregatingMergeTree()
PARTITION BY (toYYYYMM(day), retention_days)
ORDER BY (app_id, day, session_id)
TTL day + toIntervalDay(retention_days + 1)
SETTINGS fsync_after_insert = 1;

INSERT INTO rum.migrations (id, name, checksum) VALUES (2, 'create sessions', 'beba8b08f04e165ac90b0b53a58be0ba93aa9d79a08b110be7877cff53dfc238');

CREATE MATERIALIZED VIEW IF NOT EXISTS rum.sessions_mv TO rum.sessions AS
SELECT
  app_id,
  toDate(session_start) AS day,
  session_id,
  any(events.retention_days) AS retention_days,
  min(ts) AS start_ts,
  max(addMilliseconds(ts, intDiv(duration, 1000000))) AS end_ts,
  max(received_at) AS last_received,
  uniqExactIfState(event_id, type = 'view') AS views,
  uniqExactIfState(event_id, type = 'action') AS actions,
  uniqExactIfState(event_id, type = 'error') AS errors,
  uniqExactIfState(event_id, type = 'resource') AS resources,
  uniqExactIfState(event_id, type = 'long_task') AS long_tasks,
  argMinIfState((view_id, view_url, view_path, view_name, view_referrer), (ts, -toInt64(doc_version)), view_url != '') AS first_view,
  argMaxIfState((view_id, view_url, view_path, view_name), (ts, toInt64(doc_version)), view_url != '') AS last_view,
  argMaxIfState((events.userid, user_name, user_email), ts, events.userid != '') AS user,
  max(events.userid) AS userid,
  max(events.session_type) AS session_type,
  max(events.env) AS env,
  max(events.service) AS service,
  max(events.version) AS version,
  max(events.browser) AS browser,
  max(events.browser_version) AS browser_version,
  max(events.os) AS os,
  max(events.os_version) AS os_version,
  max(events.device) AS device,
  max(events.screen_size) AS screen_size,
  max(events.network_type) AS network_type,
  max(type = 'error' AND NOT handled) AS crashed
FROM rum.events
WHERE session_id != ''
GROUP BY app_id, day, session_id;

INSERT INTO rum.migrations (id, name, checksum) VALUES (3, 'create sessions view', '9ec3424996285fdc7a4edf6d3b2017880807455b1e0b089a1bac01eb72e2a792');

CREATE TABLE IF NOT EXISTS rum.checkpoints
(
  name LowCardinality(String),
  sequence UInt64,
  block Int64,
  at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(sequence)
ORDER BY name
SETTINGS fsync_after_insert = 1;

INSERT INTO rum.migrations (id, name, checksum) VALUES (4, 'create checkpoints', '261311749109d8e0820df1c3fcd59f1969ea3c0e21ae1c65102086eb014713d4');

ALTER TABLE rum.events MODIFY SETTING fsync_part_directory = 1;

INSERT INTO rum.migrations (id, name, checksum) VALUES (5, 'sync directories of events', 'e6ac60185074f0a66de0b1a340685c6b3bd10f2d8e0183b3b4d7a1d6944bc6da');

ALTER TABLE rum.sessions MODIFY SETTING fsync_part_directory = 1;

INSERT INTO rum.migrations (id, name, checksum) VALUES (6, 'sync directories of sessions', '57e180e34135989aca62762f1d310fc997e532d97908d6f7dc8a82213e0293e3');

INSERT INTO rum.events (app_id, type, ts, received_at, session_start, event_id, session_id, view_id, view_url, doc_version, name, duration, handled, tags, nums, retention_days)
SELECT 'shop', if(number % 3 = 0, 'view', 'error'), now64(3) - number, now64(3), now64(3) - 1000, number, 's' || toString(number % 7), 'v' || toString(number % 5),
  'https://shop.example/', number, 'message ' || toString(number), 1000000, number % 2, map('country', 'DE'), map('n', number), 30
FROM numbers(210);
