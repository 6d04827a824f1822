import assert from 'node:assert/strict'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { openClickHouse } from './clickHouse.ts'
import type { ClickHouseProcess } from './clickHouseProcess.testkit.ts'
import { isClickHouse, runClickHouse, startClickHouse } from './clickHouseProcess.testkit.ts'
import { embeddedDatabase } from './database.ts'
import { openStore } from './openStore.ts'
import { compareRollUps } from './rollUps.testkit.ts'
import { defineContract, rowsOf } from './storeContract.testkit.ts'

function defineTests(): void {
  const thisFile = fileURLToPath(import.meta.url)

  test.describe('embedded', () => {
    defineContract('the embedded engine', async () => {
      const directory = makeDirectory()
      const open = await openChdb(directory.path)
      return { open: async () => embeddedDatabase(open), end: async () => directory.remove() }
    })
  })

  test.describe('remote', () => {
    let server: ClickHouseProcess
    defineContract('a ClickHouse server', async () => {
      const directory = makeDirectory()
      server = await startClickHouse(thisFile, { directory: directory.path })
      return {
        open: () => openClickHouse({ url: server.url, cluster: '' }),
        async end() {
          await server.end('SIGTERM')
          directory.remove()
        },
      }
    })

    test('a second try of an insert completes the roll-up that the first one left out', async () => {
      const store = await openStore(await openClickHouse({ url: server.url, cluster: '' }))
      const command = (query: string): Promise<void> =>
        store.maintain(async (writer) => {
          await writer.command({ query })
        })
      await command('DETACH TABLE rum.sessions_mv') // as a kill of the server between a part and its roll-up
      await store.writeEvents(rowsOf('half', 6), 'token-of-half')
      await command('ATTACH TABLE rum.sessions_mv')
      assert.deepEqual(await compareRollUps(store), ['shop/half: 0 of 6 events are rolled up'])
      await store.writeEvents(rowsOf('half', 6), 'token-of-half')
      assert.deepEqual(await compareRollUps(store), [])
      await store.close()
    })

    test('a server that cannot be used is said to be so, without its password', async () => {
      const old = makeDirectory()
      const outdated = await startClickHouse(thisFile, { directory: old.path, version: '23.3.1.5' })
      const wrong = new URL(server.url)
      wrong.password = 'secret'
      const cases: [url: string, cluster: string, message: RegExp][] = [
        [
          'http://127.0.0.1:1',
          '',
          /^the ClickHouse server at 127\.0\.0\.1:1 does not answer \(ECONNREFUSED\): start it, or check CLICKHOUSE_URL$/,
        ],
        [
          'http://nowhere.invalid:8123',
          '',
          /^the ClickHouse server at nowhere\.invalid:8123 does not answer \((ENOTFOUND|EAI_AGAIN)\)/,
        ],
        [
          wrong.href,
          '',
          /refuses the user rum: check the user and the password in CLICKHOUSE_URL$/,
        ],
        [outdated.url, '', /has version 23\.3\.1\.5: the collector needs 24\.8 or later$/],
        [server.url, 'nobody', /knows no cluster nobody: CLICKHOUSE_CLUSTER must be/],
      ]
      for (const [url, cluster, message] of cases) {
        await assert.rejects(openClickHouse({ url, cluster }), (error: Error) => {
          assert.equal(error.constructor.name, 'StartProblem')
          assert.match(error.message, message)
          assert.doesNotMatch(error.message, /secret|p@ss|p%40ss/)
          return true
        })
      }
      await outdated.end('SIGTERM')
      old.remove()
    })
  })
}

if (isClickHouse) {
  await runClickHouse()
} else {
  defineTests()
}
