import { Session } from 'chdb'

/**
 * Merges the parts of each day but the last, as the engine does two hours after a day's last event. A week that was just
 * written, or copied, has several parts a day, and each question would merge their rows anew. To be called while no collector
 * has the directory.
 */
export function mergePastDays(data) {
  const session = new Session(data)
  try {
    const days = session
      .query(
        `SELECT partition_id FROM system.parts WHERE database = 'rum' AND table = 'events' AND active
GROUP BY partition_id HAVING count() > 1
  AND partition_id < (SELECT max(partition_id) FROM system.parts WHERE database = 'rum' AND table = 'events' AND active)`,
        'TSV',
      )
      .split('\n')
      .filter((line) => line !== '')
    for (const day of days) {
      session.query(`OPTIMIZE TABLE rum.events PARTITION ID '${day}' FINAL`)
    }
  } finally {
    session.close()
  }
}
