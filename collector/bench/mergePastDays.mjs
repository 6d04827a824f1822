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
        "SELECT DISTINCT partition_id FROM system.parts WHERE database = 'rum' AND table = 'events' AND active ORDER BY partition_id",
        'TSV',
      )
      .split('\n')
      .filter((line) => line !== '')
    for (const day of days.slice(0, -1)) {
      session.query(`OPTIMIZE TABLE rum.events PARTITION ID '${day}' FINAL`)
    }
  } finally {
    session.close()
  }
}
