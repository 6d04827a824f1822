import type { SessionSummary, ViewReference } from '../../../protocol/query.ts'
import { SHORT_TEXT, shorten, shortenTuple } from './shorten.ts'

type ViewTuple = [id: string, url: string, path: string, name: string, ...string[]]

/** One merged session as the statement below selects it. Times are milliseconds. */
export interface SummaryRow {
  app_id: string
  session_id: string
  session_type: string
  started: string | number
  ended: string | number
  user_names: [userid: string, userName: string, userEmail: string]
  env: string
  service: string
  version: string
  browser: string
  browser_version: string
  os: string
  device: string
  country: string
  city: string
  has_crashed: number
  first: ViewTuple
  last: ViewTuple
  view_count: string | number
  resource_count: string | number
  action_count: string | number
  error_count: string | number
  long_task_count: string | number
}

const NAMES = ['session_type', 'env', 'service', 'version', 'browser', 'browser_version']
const DEVICE_NAMES = ['os', 'device', 'country', 'city']

/** To be selected from `rum.sessions AS s` under `GROUP BY app_id, session_id`. */
export const SUMMARY_COLUMNS: string = [
  's.app_id AS app_id',
  's.session_id AS session_id',
  'toUnixTimestamp64Milli(min(s.start_ts)) AS started',
  'toUnixTimestamp64Milli(max(s.end_ts)) AS ended',
  `${shortenTuple('argMaxIfMerge(s.user)', 3)} AS user_names`,
  `${shortenTuple('argMinIfMerge(s.first_view)', 5)} AS first`,
  `${shortenTuple('argMaxIfMerge(s.last_view)', 4)} AS last`,
  'uniqExactIfMerge(s.views) AS view_count',
  'uniqExactIfMerge(s.resources) AS resource_count',
  'uniqExactIfMerge(s.actions) AS action_count',
  'uniqExactIfMerge(s.errors) AS error_count',
  'uniqExactIfMerge(s.long_tasks) AS long_task_count',
  'max(s.crashed) AS has_crashed',
  ...[...NAMES, ...DEVICE_NAMES].map(
    (name) => `${shorten(`max(s.${name})`, SHORT_TEXT)} AS ${name}`,
  ),
].join(', ')

const NANOSECONDS_PER_MILLISECOND = 1_000_000

export function toSessionSummary(row: SummaryRow): SessionSummary {
  const [userid, userName, userEmail] = row.user_names
  const started = Number(row.started)
  return {
    app_id: row.app_id,
    session_id: row.session_id,
    session_type: row.session_type,
    session_start: started,
    time_spent: (Number(row.ended) - started) * NANOSECONDS_PER_MILLISECOND,
    userid,
    user_name: userName,
    user_email: userEmail,
    env: row.env,
    service: row.service,
    version: row.version,
    browser: row.browser,
    browser_version: row.browser_version,
    os: row.os,
    device: row.device,
    country: row.country,
    city: row.city,
    session_has_crashed: Number(row.has_crashed) > 0,
    session_status: '',
    session_referrer: row.first[4] ?? '',
    session_view_count: Number(row.view_count),
    session_resource_count: Number(row.resource_count),
    session_action_count: Number(row.action_count),
    session_error_count: Number(row.error_count),
    session_long_task_count: Number(row.long_task_count),
    session_first_view: toViewReference(row.first),
    session_last_view: toViewReference(row.last),
  }
}

function toViewReference([id, url, path, name]: ViewTuple): ViewReference {
  return { id, url, path, name }
}
