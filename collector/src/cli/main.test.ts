import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import type { SessionDetail, SessionList } from '../../../protocol/query.ts'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import { openStore } from '../store/openStore.ts'
import { compareRollUps } from '../store/rollUps.testkit.ts'
import type { CollectorProcess } from './process.testkit.ts'
import { isChild, startProcess } from './process.testkit.ts'

const thisFile = fileURLToPath(import.meta.url)
const now = Date.now()

function start(data: string, ...args: string[]): Promise<CollectorProcess> {
  return startProcess(thisFile, ['--port', '0', '--data', data, ...args])
}

async function send(url: string, body: string): Promise<number> {
  const response = await fetch(`${url}/v1/write/rum?precision=ms`, { method: 'POST', body })
  return response.status
}

function actions(session: string, from: number, count: number): string {
  return Array.from(
    { length: count },
    (_, index) =>
      `action,app_id=shop,session_id=${session} action_name="x",event_id="${from + index}" ${now}`,
  ).join('\n')
}

async function countOf(url: string, session: string): Promise<number> {
  const response = await fetch(`${url}/api/sessions/${session}?limit=1`)
  const detail = (await response.json()) as SessionDetail
  return detail.session.session_action_count
}

async function exitOf(running: CollectorProcess, signal: NodeJS.Signals): Promise<number | null> {
  running.kill(signal)
  return (await running.ended).code
}

function defineTests(): void {
  test('what was acknowledged survives a kill -9 and a restart on the same directory', async () => {
    const directory = makeDirectory()
    let stored = 0
    for (let round = 0; round < 3; round++) {
      const collector = await start(directory.path)
      for (let body = 0; body < 3; body++) {
        assert.equal(await send(collector.url, actions('killed', stored, 7)), 200)
        stored += 7
      }
      await exitOf(collector, 'SIGKILL')
    }
    const collector = await start(directory.path)
    assert.equal(await countOf(collector.url, 'killed'), stored)
    assert.equal(await exitOf(collector, 'SIGTERM'), 0)
    directory.remove()
  })

  test('kills under load lose nothing acknowledged, and every roll-up agrees with the raw table', async () => {
    const directory = makeDirectory()
    const acknowledged = new Map<string, number>()
    for (let round = 0; round < 3; round++) {
      const collector = await start(directory.path)
      let answers = 0
      async function sendUntilKilled(sender: number): Promise<void> {
        const session = `s${round}-${sender}`
        for (let stored = 0; ; stored += 5) {
          const status = await send(collector.url, actions(session, stored, 5)).catch(() => 0)
          if (status !== 200) {
            return
          }
          acknowledged.set(session, stored + 5)
          answers++
          if (answers === 40 + round * 7) {
            // Not a wait: any moment of a commit, which takes turns with a pause of 200 ms.
            setTimeout(() => collector.kill('SIGKILL'), Math.random() * 250)
          }
        }
      }
      await Promise.all(Array.from({ length: 10 }, (_, sender) => sendUntilKilled(sender)))
      await collector.ended
    }
    const store = await openStore(embeddedDatabase(await openChdb(directory.path)))
    assert.deepEqual(await compareRollUps(store), [])
    const rows = await store.query<{ session_id: string; events: string }>(
      'SELECT session_id, uniqExact(event_id) AS events FROM rum.events GROUP BY session_id',
    )
    const stored = new Map(rows.map((row) => [row.session_id, Number(row.events)]))
    const lost = [...acknowledged].filter(([session, count]) => (stored.get(session) ?? 0) < count)
    assert.deepEqual(lost, [])
    await store.close()
    directory.remove()
  })

  test('a stop under load loses nothing that was acknowledged, and ends with 0', async () => {
    const directory = makeDirectory()
    const collector = await start(directory.path)
    let acknowledged = 0
    async function sendUntilRefused(sender: number): Promise<void> {
      for (let body = 0; ; body++) {
        const id = sender * 1e6 + body * 10
        const status = await send(collector.url, actions('busy', id, 10)).catch(() => 0)
        if (status !== 200) {
          return
        }
        acknowledged += 10
      }
    }
    const senders = Array.from({ length: 20 }, (_, sender) => sendUntilRefused(sender))
    while (acknowledged < 400) {
      await send(collector.url, actions('other', acknowledged, 1))
    }
    assert.equal(await exitOf(collector, 'SIGTERM'), 0)
    await Promise.all(senders)

    const next = await start(directory.path)
    assert.ok((await countOf(next.url, 'busy')) >= acknowledged)
    assert.equal(await exitOf(next, 'SIGINT'), 0)
    directory.remove()
  })

  test('a second collector on the same directory is refused, the first goes on', async () => {
    const directory = makeDirectory()
    const first = await start(directory.path)
    const second = await start(directory.path)
    const { code, stderr } = await second.ended
    assert.equal(code, 1)
    assert.match(stderr, /data directory in use by another collector: .*; stop it, or choose/)
    assert.equal(await send(first.url, actions('first', 0, 1)), 200)
    const list = (await (await fetch(`${first.url}/api/sessions`)).json()) as SessionList
    assert.equal(list.sessions.length, 1)
    await exitOf(first, 'SIGTERM')
    directory.remove()
  })

  test('a port in use is said to be in use', async () => {
    const directory = makeDirectory()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const collector = await start(directory.path, '--port', String(port))
    const { code, stderr } = await collector.ended
    assert.equal(code, 1)
    assert.match(
      stderr,
      new RegExp(`^dataflux-rum collector: port ${port} is in use: choose another with --port\n$`),
    )
    other.close()
    directory.remove()
  })

  test('a directory that cannot be made is named', async () => {
    const { code, stderr } = await (await start(`${thisFile}/below`)).ended
    assert.equal(code, 1)
    assert.match(stderr, /^dataflux-rum collector: the data directory cannot be made: /)
  })

  test('a bad option is one line on stderr, and ends with 1', async () => {
    const { code, stderr } = await (await start('unused', '--retention-days', 'x')).ended
    assert.equal(code, 1)
    assert.match(stderr, /^dataflux-rum collector: --retention-days .*\n$/)
  })
}

// The tests start this very file again as the collector that they kill.
if (isChild) {
  await import('./main.ts')
} else {
  defineTests()
}
