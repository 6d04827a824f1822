import type { Dialect } from '../dialect.ts'
import { selectSessions } from './createSessions.ts'

/** Columns of the roll-up that came with this migration. */
export const PLACE = ['country', 'province', 'city'] as const

/**
 * Adds what the query API reads and the first schema had not: the error's fingerprint, the resource's address in
 * parts, the place, the session's health, and documents that people make (saved views, dashboards).
 *
 * A column's default holds for the rows of before: it is computed when they are read.
 */
export function addQuerySchema(dialect: Dialect): readonly string[] {
  const { onCluster, stored, storedAs, distribute } = dialect
  return [
    `ALTER TABLE ${stored('events')}${onCluster}
  ADD COLUMN IF NOT EXISTS fingerprint UInt64 DEFAULT if(type = 'error', cityHash64(sub_type, name), 0),
  ADD COLUMN IF NOT EXISTS resource_host LowCardinality(String) DEFAULT tags['resource_url_host'],
  ADD COLUMN IF NOT EXISTS resource_path_group LowCardinality(String) DEFAULT tags['resource_url_path_group'],
  ${PLACE.map((name) => `ADD COLUMN IF NOT EXISTS ${name} LowCardinality(String) DEFAULT tags['${name}']`).join(',\n  ')}`,
    ...distribute('events'),
    `ALTER TABLE ${stored('sessions')}${onCluster}
  ${PLACE.map((name, index) => `ADD COLUMN IF NOT EXISTS ${name} SimpleAggregateFunction(max, LowCardinality(String)) AFTER ${PLACE[index - 1] ?? 'network_type'}`).join(',\n  ')}`,
    ...distribute('sessions'),
    `ALTER TABLE rum.sessions_mv${onCluster} MODIFY QUERY ${selectSessionsWithPlace(storedAs('events'), '1')}`,
    createHealth(dialect),
    ...distribute('session_health'),
    `CREATE MATERIALIZED VIEW IF NOT EXISTS rum.session_health_mv${onCluster} TO ${stored('session_health')} AS
${selectHealth(storedAs('events'), '1')}`,
    createDocuments(dialect),
    // A day's parts become one, two hours after the last event of it: reading with FINAL is free then.
    `ALTER TABLE ${stored('events')}${onCluster}
  MODIFY SETTING min_age_to_force_merge_seconds = 7200, min_age_to_force_merge_on_partition_only = 1`,
    // Taken back to the beginning: the start that applies this rolls up again what was there before.
    `INSERT INTO rum.checkpoints (name, sequence, block, at)
SELECT 'sessions', max(sequence) + 1, -1, 0 FROM rum.checkpoints WHERE name = 'sessions'`,
  ]
}

/** The session's roll-up with its place, in the order of the table's columns. */
function selectSessionsWithPlace(from: string, condition: string): string {
  return selectSessions(from, `session_id != '' AND ${condition}`, PLACE)
}

/** One row for each health record; the highest `seq` counts. */
function createHealth({ onCluster, stored, shardedEngine }: Dialect): string {
  return `CREATE TABLE IF NOT EXISTS ${stored('session_health')}${onCluster}
(
  app_id LowCardinality(String),
  day Date,
  sid String CODEC(ZSTD(1)),
  seq UInt32,
  session_id String CODEC(ZSTD(1)),
  person String CODEC(ZSTD(1)),
  started DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  duration UInt64 CODEC(T64, ZSTD(1)),
  status LowCardinality(String),
  errors UInt32,
  version LowCardinality(String),
  env LowCardinality(String),
  service LowCardinality(String),
  retention_days UInt16
)
ENGINE = ${shardedEngine('ReplacingMergeTree', 'seq')}
PARTITION BY (toYYYYMM(day), retention_days)
ORDER BY (app_id, day, sid)
TTL day + toIntervalDay(retention_days + 1)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`
}

/** From view lines, on which the SDK sends it. A name that has no column is in the map of its type. */
function selectHealth(from: string, condition: string): string {
  return `SELECT
  app_id,
  toDate(session_start) AS day,
  tags['session_sid'] AS sid,
  ${whole('session_seq', 'UInt32', '4294967295')} AS seq,
  session_id,
  if(tags['session_did'] != '', tags['session_did'], userid) AS person,
  session_start AS started,
  ${whole('session_duration', 'UInt64', '9007199254740991')} AS duration,
  tags['session_status'] AS status,
  ${whole('session_errors', 'UInt32', '4294967295')} AS errors,
  version,
  env,
  service,
  retention_days
FROM ${from}
WHERE type = 'view' AND mapContains(tags, 'session_sid') AND ${condition}`
}

/** A number of the wire in a column that holds whole ones: one out of bounds must not fail the insert. */
function whole(name: string, type: string, highest: string): string {
  return `to${type}(least(greatest(nums['${name}'], 0.), toFloat64(${highest})))`
}

/** Creates the table of what people make and name, as versioned texts: never changed in place, so no write can half succeed. */
function createDocuments({ onCluster, engine }: Dialect): string {
  return `CREATE TABLE IF NOT EXISTS rum.documents${onCluster}
(
  kind LowCardinality(String),
  id String,
  app_id String,
  body String,
  version UInt64,
  updated_at DateTime64(3, 'UTC'),
  is_deleted Bool
)
ENGINE = ${engine('ReplacingMergeTree', 'version')}
ORDER BY (kind, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`
}
