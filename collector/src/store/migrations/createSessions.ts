import type { Dialect } from '../dialect.ts'

/**
 * One row for each session and day. Every state is idempotent – sets of event ids, minima, maxima – because
 * a retry passes the same event through the view below once more.
 */
export function createSessions(dialect: Dialect): readonly string[] {
  const { onCluster, stored, shardedEngine, distribute } = dialect
  const text = 'SimpleAggregateFunction(max, String)'
  const name = 'SimpleAggregateFunction(max, LowCardinality(String))'
  const eventIds = 'AggregateFunction(uniqExactIf, UInt64, UInt8)'
  const table = `CREATE TABLE IF NOT EXISTS ${stored('sessions')}${onCluster}
(
  app_id LowCardinality(String),
  day Date,
  session_id String CODEC(ZSTD(1)),
  retention_days UInt16,
  start_ts SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  end_ts SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  last_received SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  views ${eventIds},
  actions ${eventIds},
  errors ${eventIds},
  resources ${eventIds},
  long_tasks ${eventIds},
  first_view AggregateFunction(argMinIf, Tuple(String, String, String, String, String), Tuple(DateTime64(3, 'UTC'), Int64), UInt8),
  last_view AggregateFunction(argMaxIf, Tuple(String, String, String, String), Tuple(DateTime64(3, 'UTC'), Int64), UInt8),
  user AggregateFunction(argMaxIf, Tuple(String, String, String), DateTime64(3, 'UTC'), UInt8),
  userid ${text},
  session_type ${name},
  env ${name},
  service ${name},
  version ${name},
  browser ${name},
  browser_version ${name},
  os ${name},
  os_version ${name},
  device ${name},
  screen_size ${name},
  network_type ${name},
  crashed SimpleAggregateFunction(max, UInt8),
  INDEX ix_session session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX ix_user userid TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ${shardedEngine('AggregatingMergeTree')}
PARTITION BY (toYYYYMM(day), retention_days)
ORDER BY (app_id, day, session_id)
TTL day + toIntervalDay(retention_days + 1)
SETTINGS fsync_after_insert = 1`
  return [table, ...distribute('sessions')]
}

/** Feeds the table above with every insert into `events`: on a cluster, on the shard that holds the rows. */
export function createSessionsView({ onCluster, stored, storedAs }: Dialect): string {
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS rum.sessions_mv${onCluster} TO ${stored('sessions')} AS
${selectSessions(storedAs('events'), "session_id != ''")}`
}

/**
 * Rolls up the events that match. The first and last view are taken from any event, since each carries its
 * view: a session whose view line has not arrived yet has them too. Of several updates of one view the
 * newest names it.
 *
 * @param from - the events' table, by the name `events`
 * @param further - columns that came with a later migration
 */
export function selectSessions(
  from: string,
  condition: string,
  further: readonly string[] = [],
): string {
  const latest = ['session_type', 'env', 'service', 'version', 'browser', 'browser_version']
  const device = ['os', 'os_version', 'device', 'screen_size', 'network_type']
  const maxima = [...latest, ...device, ...further]
    .map((name) => `max(events.${name}) AS ${name}`)
    .join(',\n  ')
  const eventIds = (type: string): string => `uniqExactIfState(event_id, type = '${type}')`
  return `SELECT
  app_id,
  toDate(session_start) AS day,
  session_id,
  any(events.retention_days) AS retention_days,
  min(ts) AS start_ts,
  max(addMilliseconds(ts, intDiv(duration, 1000000))) AS end_ts,
  max(received_at) AS last_received,
  ${eventIds('view')} AS views,
  ${eventIds('action')} AS actions,
  ${eventIds('error')} AS errors,
  ${eventIds('resource')} AS resources,
  ${eventIds('long_task')} AS long_tasks,
  argMinIfState((view_id, view_url, view_path, view_name, view_referrer), (ts, -toInt64(doc_version)), view_url != '') AS first_view,
  argMaxIfState((view_id, view_url, view_path, view_name), (ts, toInt64(doc_version)), view_url != '') AS last_view,
  argMaxIfState((events.userid, user_name, user_email), ts, events.userid != '') AS user,
  max(events.userid) AS userid,
  ${maxima},
  max(type = 'error' AND NOT handled) AS crashed
FROM ${from}
WHERE ${condition}
GROUP BY app_id, day, session_id`
}
