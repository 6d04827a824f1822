import assert from 'node:assert/strict'
import test from 'node:test'
import type { ClickHouseClient } from '@clickhouse/client'
import { makeDirectory } from '../app/collector.testkit.ts'
import type { OpenConnection } from './chdb.ts'
import { openChdb } from './chdb.ts'
import { embeddedDatabase } from './database.ts'
import { toEventRow } from './eventRow.ts'
import type { Store } from './openStore.ts'
import { openStore } from './openStore.ts'
import { compareRollUps } from './rollUps.testkit.ts'
import type { StoredRow } from './storedRow.ts'
import { toStoredRow } from './storedRow.ts'

const directory = makeDirectory()
const now = Date.now()
let open: OpenConnection
let raw: ClickHouseClient
let store: Store

test.before(async () => {
  open = await openChdb(directory.path)
  raw = open() // stays open, so that the engine keeps what is done to it between two stores
  store = await openStore(embeddedDatabase(open))
})
test.after(async () => {
  await store.close()
  await raw.close()
  directory.remove()
})

function rowsOf(session: string, count: number, day = 0): StoredRow[] {
  return Array.from({ length: count }, (_, index) => {
    const tags = { app_id: 'shop', session_id: session }
    const fields = { action_name: 'x', event_id: `${session}-${day}-${index}` }
    const time = now - day * 86_400_000
    const received = { receivedAt: now, retentionDays: 30, arrival: {} }
    return toStoredRow(toEventRow({ measurement: 'action', tags, fields, time, ...received }))
  })
}

/** Makes what a kill between an insert and its roll-up leaves behind: events in the table, and no more. */
async function writeWithoutRollUp(rows: readonly StoredRow[]): Promise<void> {
  await raw.command({ query: 'DETACH TABLE rum.sessions_mv' })
  await store.writeEvents(rows)
  await raw.command({ query: 'ATTACH TABLE rum.sessions_mv' })
}

test('a start rolls up what the last insert before a kill left out, of every day', async () => {
  await store.writeEvents(rowsOf('before', 3))
  await store.checkpoint()
  await writeWithoutRollUp([...rowsOf('gap', 5), ...rowsOf('gap', 2, 3)])
  assert.deepEqual(await compareRollUps(store), ['shop/gap: 0 of 7 events are rolled up'])

  const next = await openStore(embeddedDatabase(open)) // the killed one never made a checkpoint
  assert.deepEqual(await compareRollUps(next), [])
  await next.close()
})

test('a start with nothing written since the checkpoint reads no event', async () => {
  await store.checkpoint()
  await writeWithoutRollUp(rowsOf('noted', 1))
  await store.checkpoint() // claims what is not so: what is behind a checkpoint is not looked at again
  const next = await openStore(embeddedDatabase(open))
  assert.deepEqual(await compareRollUps(next), ['shop/noted: 0 of 1 events are rolled up'])
  await next.writeEvents(rowsOf('noted', 1)) // as a resend would
  assert.deepEqual(await compareRollUps(next), [])
  await next.close()
})

test('an insert that failed half-way is repaired by the next checkpoint, without a restart', async () => {
  const failing = await openStore(
    embeddedDatabase(() => {
      const client = open()
      const insert = client.insert.bind(client)
      return Object.assign(client, {
        insert: async (parameters: Parameters<typeof insert>[0]) => {
          const result = await insert(parameters)
          assert.notEqual(parameters.table, 'rum.events', 'the disk is full')
          return result
        },
      })
    }),
  )
  await raw.command({ query: 'DETACH TABLE rum.sessions_mv' })
  await assert.rejects(failing.writeEvents(rowsOf('failed', 4)))
  await raw.command({ query: 'ATTACH TABLE rum.sessions_mv' })
  assert.deepEqual(await compareRollUps(failing), ['shop/failed: 0 of 4 events are rolled up'])
  await failing.checkpoint()
  assert.deepEqual(await compareRollUps(failing), [])
  await failing.close()
})

test('a start that cannot write serves what is stored, and repairs it later', async () => {
  await writeWithoutRollUp(rowsOf('full', 2))
  let isFull = true
  const next = await openStore(
    embeddedDatabase(() => {
      const client = open()
      const command = client.command.bind(client)
      return Object.assign(client, {
        command: (parameters: Parameters<typeof command>[0]) => {
          const isRefused = isFull && parameters.query.includes('INSERT INTO')
          return isRefused ? Promise.reject(new Error('not enough space')) : command(parameters)
        },
      })
    }),
  )
  assert.match(String(next.startFailure), /not enough space/)
  assert.deepEqual(await compareRollUps(next), ['shop/full: 0 of 2 events are rolled up'])
  isFull = false
  await next.checkpoint()
  assert.deepEqual(await compareRollUps(next), [])
  await next.close()
})
