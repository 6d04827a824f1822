import assert from 'node:assert/strict'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { embeddedDatabase } from './database.ts'
import { embeddedDialect } from './dialect.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { openStore } from './openStore.ts'

test('what was stored before the query schema is found under it', async () => {
  const directory = makeDirectory()
  const open = await openChdb(directory.path)
  const raw = open()
  const former = MIGRATIONS.filter(({ id }) => id < 7)
  await migrate(raw, embeddedDialect, former)
  await raw.command({
    query: `INSERT INTO rum.events (app_id, type, ts, received_at, session_start, event_id, session_id, userid, tags, nums, retention_days)
SELECT 'shop', 'view', now64(3), now64(3), now64(3), number, 's', 'u',
  map('country', 'DE'), map(), 30
FROM numbers(3)`,
  })
  const store = await openStore(embeddedDatabase(open))
  assert.deepEqual(await store.query('SELECT DISTINCT country FROM rum.events'), [
    { country: 'DE' },
  ])
  assert.deepEqual(
    await store.query('SELECT session_id, max(country) AS country FROM rum.sessions GROUP BY 1'),
    [{ session_id: 's', country: 'DE' }],
  )
  await store.close()
  await raw.close()
  directory.remove()
})
