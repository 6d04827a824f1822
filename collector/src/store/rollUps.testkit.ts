import type { Store } from './openStore.ts'

const TYPES = ['view', 'action', 'error', 'resource', 'long_task'] as const

interface Difference {
  app_id: string
  session_id: string
  stored: string | number
  rolled_up: string | number
}

/** Every session whose roll-up does not count exactly the events that the raw table holds. */
export async function compareRollUps(store: Pick<Store, 'query'>): Promise<string[]> {
  const rolledUp = TYPES.map((type) => `uniqExactIfMerge(${type}s)`).join(' + ')
  const rows = await store.query<Difference>(
    `SELECT app_id, session_id, sum(stored) AS stored, sum(rolled_up) AS rolled_up FROM (
  SELECT app_id, session_id, uniqExact(type, event_id) AS stored, 0 AS rolled_up
  FROM rum.events WHERE session_id != '' AND type != 'log' GROUP BY app_id, session_id
  UNION ALL
  SELECT app_id, session_id, 0, ${rolledUp} FROM rum.sessions GROUP BY app_id, session_id)
GROUP BY app_id, session_id HAVING stored != rolled_up ORDER BY app_id, session_id`,
  )
  return rows.map(
    (row) =>
      `${row.app_id}/${row.session_id}: ${row.rolled_up} of ${row.stored} events are rolled up`,
  )
}
