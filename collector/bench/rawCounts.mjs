import { text } from 'node:stream/consumers'
import { createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'

/**
 * Counts sessions from their raw events, without the roll-ups that the API reads: `node collector/bench/rawCounts.mjs
 * <directory of a collector that is stopped>`, with a JSON list of session ids on its input; prints a JSON list of rows.
 */
const [directory] = process.argv.slice(2)
const ids = JSON.parse(await text(process.stdin))
const TYPES = ['view', 'action', 'error', 'resource', 'long_task']
const counts = TYPES.map(
  (type) => `toFloat64(uniqExactIf(event_id, type = '${type}')) AS session_${type}_count`,
)
const client = createClient({ connection: createChdbConnection({ path: directory }) })
const result = await client.query({
  query: `SELECT app_id, session_id, ${counts.join(', ')},
  toFloat64(toUnixTimestamp64Milli(min(ts))) AS session_start,
  1e6 * (max(toUnixTimestamp64Milli(ts) + intDiv(duration, 1000000)) - min(toUnixTimestamp64Milli(ts))) AS time_spent
FROM rum.events FINAL WHERE session_id IN ({ids:Array(String)}) GROUP BY app_id, session_id`,
  query_params: { ids },
  format: 'JSONEachRow',
})
process.stdout.write(JSON.stringify(await result.json()))
await client.close()
