import assert from 'node:assert/strict'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import type { Store } from '../store/openStore.ts'
import { openStore } from '../store/openStore.ts'
import { createSettings } from '../store/settings.ts'
import { rowOf } from '../store/storeContract.testkit.ts'
import { SHOP_MAP, toZip } from './sourceMap.testkit.ts'
import type { SourceMaps } from './sourceMaps.ts'
import { createSourceMaps } from './sourceMaps.ts'
import { createMapSweep } from './sweepMaps.ts'

const DAY = 86_400_000
const directory = makeDirectory()
let store: Store
let sourceMaps: SourceMaps
let now = Date.now()
const reports: string[] = []

test.before(async () => {
  store = await openStore(embeddedDatabase(await openChdb(directory.path)))
  const clocks = { now: () => now, monotonic: () => now }
  sourceMaps = createSourceMaps(store, createSettings(store, clocks), clocks.now)
})
test.after(async () => {
  await store.close()
  directory.remove()
})
test.beforeEach(() => {
  reports.length = 0
})

function startSweep(): () => Promise<void> {
  const report = (message: string): unknown => reports.push(message)
  return createMapSweep({ store, sourceMaps, retentionDays: 30, now: () => now, report })
}

const release = (version: string) => ({ appId: 'shop', env: 'prod', version })
const zip = () => toZip({ 'shop.js.map': SHOP_MAP })

async function uploads(): Promise<number> {
  const rows = await store.query('SELECT DISTINCT upload FROM rum.source_maps')
  return rows.length
}

test('maps stay for the retention, and as long as an event of their release is stored', async () => {
  await sourceMaps.upload(release('used'), await zip(), 'ci')
  await sourceMaps.upload(release('unused'), await zip(), 'ci')
  await store.writeEvents([
    rowOf('error', { app_id: 'shop', env: 'prod', version: 'used' }, { event_id: 'e1' }),
    rowOf('error', { app_id: 'other', env: 'prod', version: 'unused' }, { event_id: 'e2' }),
  ])
  const sweep = startSweep()
  now += 29 * DAY
  await sweep()
  assert.equal((await sourceMaps.list()).length, 2)

  now += 2 * DAY
  await sweep()
  assert.deepEqual(
    (await sourceMaps.list()).map(({ version }) => version),
    ['used'],
  )
  assert.equal(await uploads(), 1)
  assert.deepEqual(reports, [
    'Source maps of shop prod unused were removed: no event of that release is stored. Upload them again if you need them.',
  ])
})

test('rows without a release go at the second sweep, because an upload stores its rows first', async () => {
  const [used] = await sourceMaps.list()
  const row = { path: 'left.js.map', content: SHOP_MAP, app_id: 'shop' }
  await store.insert('source_maps', [{ ...row, upload: 'left-by-a-failure' }])
  const sweep = startSweep()
  await sweep()
  assert.equal(await uploads(), 2)
  await store.insert('source_maps', [{ ...row, upload: 'under-way' }])
  await sweep()
  const left = await store.query<{ upload: string }>(
    'SELECT DISTINCT upload FROM rum.source_maps ORDER BY upload',
  )
  assert.deepEqual(new Set(left.map(({ upload }) => upload)), new Set([used?.upload, 'under-way']))
})

test('maps that were replaced meanwhile are not removed', async () => {
  const [before] = await sourceMaps.list()
  await sourceMaps.upload(release('used'), await zip(), 'ci')
  assert.ok(before)
  assert.equal(await sourceMaps.remove(before, before.upload), false)
  assert.equal((await sourceMaps.list()).length, 1)
})
