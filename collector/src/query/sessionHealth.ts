import type { SessionHealth, SessionStatus, SessionSummary } from '../../../protocol/query.ts'
import type { Store } from '../store/openStore.ts'

/**
 * Each health record in its last state: the highest `seq` counts, whatever came last.
 *
 * @param condition - over `rum.session_health AS h`
 */
function selectRecords(condition: string): string {
  return `SELECT h.app_id AS app_id, h.sid AS sid, argMax(h.session_id, h.seq) AS session_id,
    argMax(h.person, h.seq) AS person, argMax(h.status, h.seq) AS status, argMax(h.errors, h.seq) AS errors
  FROM rum.session_health AS h
  WHERE ${condition}
  GROUP BY app_id, sid`
}

/** A manual session that was started again under its id has several records: the gravest of them names it. */
const GRAVEST_FIRST: readonly SessionStatus[] = ['crashed', 'unhandled', 'abnormal', 'ok', 'exited']

/**
 * `app_id`, `session_id`, `status`, `health` and `persons` (known users), one row for each session that has a record. A
 * session with several records has the gravest health of them.
 */
export function selectSessionRecords(condition: string): string {
  const order = GRAVEST_FIRST.map((status) => `'${status}'`).join(', ')
  return `SELECT app_id, session_id,
    arrayFirst(one -> has(groupUniqArray(r.status), one), [${order}]) AS status,
    multiIf(max(r.status = 'crashed'), 'crashed', max(r.status = 'abnormal'), 'abnormal',
      max(r.status = 'unhandled' OR r.errors > 0), 'errored', 'healthy') AS health,
    groupUniqArrayIf(r.person, r.person != '') AS persons
  FROM (${selectRecords(condition)}) AS r
  GROUP BY app_id, session_id`
}

const MS_PER_DAY = 86_400_000

interface RecordRow extends Pick<SessionSummary, 'app_id' | 'session_id'> {
  status: SessionStatus
  health: SessionHealth
}

/** A page of sessions with what their records say. Asked for by id, so that a list of a month reads a page's records. */
export async function addRecords(
  store: Pick<Store, 'query'>,
  sessions: readonly SessionSummary[],
): Promise<SessionSummary[]> {
  if (sessions.length === 0) {
    return []
  }
  const condition = `h.app_id IN {apps:Array(String)} AND h.session_id IN {sessions:Array(String)}
    AND h.day >= toDate(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))`
  const rows = await store.query<RecordRow>(
    `SELECT app_id, session_id, status, health FROM (${selectSessionRecords(condition)})`,
    {
      apps: [...new Set(sessions.map(({ app_id: appId }) => appId))],
      sessions: sessions.map(({ session_id: sessionId }) => sessionId),
      from: Math.min(...sessions.map(({ session_start: start }) => start)) - MS_PER_DAY,
    },
  )
  const records = new Map(rows.map((row) => [toKey(row), row]))
  return sessions.map((one) => {
    const record = records.get(toKey(one))
    return record === undefined
      ? one
      : { ...one, session_status: record.status, session_health: record.health }
  })
}

function toKey({
  app_id: appId,
  session_id: sessionId,
}: Pick<SessionSummary, 'app_id' | 'session_id'>): string {
  return `${appId}\n${sessionId}`
}
