import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { ClickHouseClient } from '@clickhouse/client'
import { makeDirectory } from '../app/collector.testkit.ts'
import { makeSmallDisk } from '../core/smallDisk.testkit.ts'
import { openChdb } from './chdb.ts'
import { embeddedDatabase } from './database.ts'
import { deleteFromParts } from './deletion.ts'
import type { Store } from './openStore.ts'
import { openStore } from './openStore.ts'
import { rowsOf } from './storeContract.testkit.ts'

async function open(directory: string, report?: (message: string) => void): Promise<Store> {
  return openStore(embeddedDatabase(await openChdb(directory, undefined, report)))
}

async function countOf(store: Store, session: string): Promise<number> {
  const query = 'SELECT count() AS rows FROM rum.events WHERE session_id = {session:String}'
  const [row] = await store.query<{ rows: string | number }>(query, { session })
  return Number(row?.rows)
}

function deletionOf(session: string) {
  const condition = 'session_id = {session:String}'
  return { table: 'events', condition, parameters: { session } } as const
}

/** Below the data directory: descriptions of mutations, and parts of the events. */
async function listFiles(
  store: Store,
  directory: string,
): Promise<Record<'texts' | 'parts', string[]>> {
  const [row] = await store.query<{ path: string }>(
    "SELECT data_paths[1] AS path FROM system.tables WHERE database = 'rum' AND name = 'events'",
  )
  const files = readdirSync(join(directory, 'store'), { recursive: true }).map(String)
  return {
    texts: files.filter(
      (name) => /mutation_\d+\.txt$/.test(name) && !isOfMigration(join(directory, 'store', name)),
    ),
    parts: readdirSync(row?.path ?? '').filter((name) => /^\d{8}-/.test(name)),
  }
}

/** A change of the schema is described in such a file, too. */
function isOfMigration(path: string): boolean {
  return /^commands: (?!.*DELETE).+$/m.test(readFileSync(path, 'utf8'))
}

test('a deletion leaves neither old parts nor the text of its condition on the disk', async () => {
  const directory = makeDirectory()
  const store = await open(directory.path)
  await store.writeEvents([...rowsOf('whose', 20), ...rowsOf('kept', 20)])
  const progress: number[] = []
  await store.deleteRows({ ...deletionOf('whose'), onProgress: (parts) => progress.push(parts) })
  const { texts, parts } = await listFiles(store, directory.path)
  assert.deepEqual(texts, [])
  assert.equal(parts.length, 1)
  assert.deepEqual([await countOf(store, 'whose'), await countOf(store, 'kept')], [0, 20])
  await store.deleteRows(deletionOf('nobody'))
  assert.deepEqual((await listFiles(store, directory.path)).parts, parts) // nothing was rewritten
  await store.close()
  directory.remove()
})

test('sign-ins, tokens and audit are written while a deletion waits for a reader', async () => {
  const directory = makeDirectory()
  const store = await open(directory.path)
  await store.writeEvents(rowsOf('whose', 20))
  let isDeleted = false
  // Reads the parts that are to be rewritten until after the insert.
  const reading = store.query('SELECT sleepEachRow(0.1) FROM rum.events')
  const deleting = store.deleteRows(deletionOf('whose')).then(() => {
    isDeleted = true
  })
  await store.insert('settings', [{ kind: 'signIn', id: 'a', body: '{}', version: 1, deleted: 0 }])
  assert.equal(isDeleted, false)
  await Promise.all([reading, deleting])
  await store.close()
  directory.remove()
})

test('a start removes descriptions of mutations that a full disk cut off, and says so', async () => {
  const directory = makeDirectory()
  const store = await open(directory.path)
  await store.writeEvents(rowsOf('kept', 5))
  const paths = await store.query<{ path: string }>(
    "SELECT data_paths[1] AS path FROM system.tables WHERE database = 'rum' AND name IN ('events', 'source_maps', 'settings')",
  )
  await store.close()
  const cut = ['', 'format version: 1\ncreate time: 2026-01-01 00:00:00\ncomma', 'format ver']
  for (const [index, { path }] of paths.entries()) {
    writeFileSync(join(path, 'mutation_77.txt'), cut[index] ?? '')
  }
  const reports: string[] = []
  const next = await open(directory.path, (message) => reports.push(message))
  assert.equal(await countOf(next, 'kept'), 5)
  assert.equal(reports.length, 1)
  assert.match(reports[0] ?? '', /^A full disk had left 3 unfinished mutation/)
  await next.close()
  const again = await open(directory.path, (message) => reports.push(message))
  await again.close()
  assert.equal(reports.length, 1)
  directory.remove()
})

const disk = makeSmallDisk(128)
const skip = typeof disk === 'string' ? disk : false

test('on a full disk a deletion is refused and leaves nothing, and a later one succeeds', {
  skip,
}, async () => {
  assert.ok(typeof disk !== 'string')
  const directory = join(disk.path, 'data')
  const store = await open(directory)
  await store.writeEvents(rowsOf('whose', 20))
  const [map] = [{ app_id: 'a', upload: 'u', path: 'x.map', content: '{}' }]
  await store.insert('source_maps', [map])
  disk.fill()
  const maps = { table: 'source_maps', condition: "upload = 'u'", parameters: {} } as const
  for (const deletion of [deletionOf('whose'), maps]) {
    await assert.rejects(store.deleteRows(deletion), {
      status: 503,
      errorCode: 'rum.storeFailed',
      message: /^nothing was deleted: that needs \d+ MiB of free disk space, and 0 are free$/,
    })
  }
  assert.deepEqual((await listFiles(store, directory)).texts, [])
  await store.close()
  const next = await open(directory) // still full
  assert.equal(await countOf(next, 'whose'), 20)
  disk.empty()
  await next.deleteRows(deletionOf('whose'))
  assert.equal(await countOf(next, 'whose'), 0)
  await next.close()
})

/** An engine whose deletion waits for room that is gone once it has begun, or fails again and again. */
function waitingEngine(reason = ''): { client: ClickHouseClient; commands: string[] } {
  const commands: string[] = []
  const answers: [part: string, row: Record<string, unknown>][] = [
    ['system.mutations', { mutations: 1, parts: 2, reason }],
    ['system.disks', { free: 0 }],
    ['system.parts', { parts: 1, largest: 1000 }],
  ]
  const client = {
    async query({ query }: { query: string }) {
      const [, row = {}] = answers.find(([part]) => query.includes(part)) ?? []
      const hasRoom = query.includes('system.disks') && (commands.length === 0 || reason !== '')
      return { json: async () => [hasRoom ? { free: 1e9 } : row] }
    },
    async command({ query }: { query: string }) {
      commands.push(query.split(' ', 2).join(' '))
    },
  }
  return { client: client as unknown as ClickHouseClient, commands }
}

test('a deletion that waits for room, or fails again and again, ends with 503 and leaves nothing', async () => {
  for (const reason of ['', 'memory limit exceeded']) {
    const { client, commands } = waitingEngine(reason)
    let now = 0
    const pause = async (): Promise<void> => {
      now += 1000
    }
    await assert.rejects(deleteFromParts(client, deletionOf('whose'), { now: () => now, pause }), {
      status: 503,
      errorCode: 'rum.storeFailed',
    })
    assert.deepEqual(commands, ['ALTER TABLE', 'KILL MUTATION'])
    assert.ok(now >= 5000 && now < 10_000, `${now}`)
  }
})

test('a deletion that is given up by a stop is left to the engine', async () => {
  const { client, commands } = waitingEngine('memory limit exceeded')
  const stop = new AbortController()
  const onProgress = (): void => stop.abort()
  const deletion = { ...deletionOf('whose'), onProgress, signal: stop.signal }
  await assert.rejects(
    deleteFromParts(client, deletion, { now: () => 0, pause: async () => undefined }),
  )
  assert.deepEqual(commands, ['ALTER TABLE'])
})

test.after(() => {
  if (typeof disk !== 'string') {
    disk.remove()
  }
})
