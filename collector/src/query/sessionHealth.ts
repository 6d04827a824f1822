import type { SessionHealth, SessionStatus, SessionSummary } from '../../../protocol/query.ts'
import type { Store } from '../store/openStore.ts'

/** A manual session that was started again under its id has several records: the gravest of them names it. */
const STATUSES: readonly SessionStatus[] = ['crashed', 'unhandled', 'abnormal', 'ok', 'exited']
const HEALTH: readonly SessionHealth[] = ['crashed', 'abnormal', 'errored', 'healthy']

const toList = (texts: readonly string[]): string =>
  `[${texts.map((one) => `'${one}'`).join(', ')}]`

/** Place in `STATUSES`, from 1 on: a small number is compared and kept in a fraction of the time of a text. */
const STATUS_RANK = `transform(h.status, ${toList(STATUSES)}, ${JSON.stringify(STATUSES.map((_, index) => index + 1))}, ${STATUSES.length + 1})`
/** Place in `HEALTH`, from 1 on. */
const HEALTH_RANK = `multiIf(h.status = 'crashed', 1, h.status = 'abnormal', 2, h.status = 'unhandled' OR h.errors > 0, 3, 4)`

/** Number of a session, over a table `name`: rows are merged and joined by it in half the time of doing so by two texts. */
export function toSessionHash(name: string): string {
  return `cityHash64(${name}.app_id, ${name}.session_id)`
}

/**
 * `session_hash`, `app_id`, `session_id`, `status` and `health`, one row for each session that has a record. A session with
 * several records has the gravest of them. Of each record the highest `seq` counts, whatever came last.
 *
 * @param condition - over `rum.session_health AS h`
 * @param hasPersons - adds `persons`, the known users
 */
export function selectSessionRecords(
  condition: string,
  { hasPersons = false }: { hasPersons?: boolean } = {},
): string {
  const [person, persons] = hasPersons
    ? [
        ', argMax(h.person, h.seq) AS person',
        ", groupUniqArrayIf(r.person, r.person != '') AS persons",
      ]
    : ['', '']
  return `SELECT r.hash AS session_hash, any(r.app_id) AS app_id, any(r.session_id) AS session_id,
    ${toList(STATUSES)}[min(r.status_rank)] AS status, ${toList(HEALTH)}[min(r.health_rank)] AS health${persons}
  FROM (SELECT argMax(${toSessionHash('h')}, h.seq) AS hash, any(h.app_id) AS app_id, argMax(h.session_id, h.seq) AS session_id,
      argMax(toUInt8(${STATUS_RANK}), h.seq) AS status_rank, argMax(toUInt8(${HEALTH_RANK}), h.seq) AS health_rank${person}
    FROM rum.session_health AS h
    WHERE ${condition}
    GROUP BY cityHash64(h.app_id, h.sid)) AS r
  GROUP BY r.hash`
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
