import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { embeddedDatabase } from './database.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { openStore } from './openStore.ts'
import { compareRollUps } from './rollUps.testkit.ts'

/**
 * One file for each released version: the statements that it made its schema with, and some rows. Made when it was
 * released and never changed: what is in somebody's directory does not change either.
 */
const RELEASED = 'collector/src/store/released'

for (const file of readdirSync(RELEASED)) {
  test(`data of ${file.replace('.sql', '')} are brought up to date, with every row and its roll-up`, async () => {
    const directory = makeDirectory()
    const open = await openChdb(directory.path)
    const raw = open()
    for (const query of readFileSync(join(RELEASED, file), 'utf8').split(';\n\n')) {
      await raw.command({ query: query.replace(/;\n$/, '') })
    }
    await raw.close()
    const store = await openStore(embeddedDatabase(open))
    assert.deepEqual(await store.query('SELECT id, name FROM rum.migrations ORDER BY id'), [
      ...MIGRATIONS.map(({ id, name }) => ({ id, name })),
    ])
    assert.deepEqual(
      await store.query(
        "SELECT toUInt32(count()) AS events, toUInt32(uniqExact(event_id)) AS ids, toUInt32(sum(nums['n'])) AS sum FROM rum.events FINAL",
      ),
      [{ events: 210, ids: 210, sum: (209 * 210) / 2 }],
    )
    assert.deepEqual(await compareRollUps(store), [])
    assert.deepEqual(
      await store.query('SELECT toUInt32(uniqExact(session_id)) AS sessions FROM rum.sessions'),
      [{ sessions: 7 }],
    )
    await store.close()
    directory.remove()
  })
}
