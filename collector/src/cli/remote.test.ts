import assert from 'node:assert/strict'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import type { SessionDetail } from '../../../protocol/query.ts'
import { makeDirectory } from '../app/collector.testkit.ts'
import type { ClickHouseProcess } from '../store/clickHouseProcess.testkit.ts'
import { isClickHouse, runClickHouse, startClickHouse } from '../store/clickHouseProcess.testkit.ts'
import type { CollectorProcess } from './process.testkit.ts'
import { isChild, startProcess } from './process.testkit.ts'

const thisFile = fileURLToPath(import.meta.url)
const now = Date.now()

interface Answer {
  status: number
  code: string
  retryAfter: string | null
}

async function send(url: string, session: string, ...ids: number[]): Promise<Answer> {
  const lines = ids.map(
    (id) => `action,app_id=shop,session_id=${session} action_name="x",event_id="${id}" ${now}`,
  )
  const body = lines.join('\n')
  const response = await fetch(`${url}/v1/write/rum?precision=ms`, { method: 'POST', body })
  const text = await response.text()
  return {
    status: response.status,
    code: text === '' ? '' : JSON.parse(text).error_code,
    retryAfter: response.headers.get('retry-after'),
  }
}

async function countOf(url: string, session: string): Promise<number> {
  const response = await fetch(`${url}/api/sessions/${session}?limit=1`)
  return response.status === 200
    ? ((await response.json()) as SessionDetail).session.session_action_count
    : 0
}

async function erase(url: string, session: string): Promise<number> {
  const response = await fetch(`${url}/api/erasures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: 'shop', session_id: session }),
  })
  return response.status
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function defineTests(): void {
  const [base, data, otherData] = [makeDirectory(), makeDirectory(), makeDirectory()]
  let database: ClickHouseProcess

  const startDatabase = (port = 0): Promise<ClickHouseProcess> =>
    startClickHouse(thisFile, { directory: base.path, port })
  const startCollector = (path: string, ...args: string[]): Promise<CollectorProcess> =>
    startProcess(thisFile, [
      '--port',
      '0',
      '--data',
      path,
      '--clickhouse-url',
      database.url,
      ...args,
    ])
  async function end(collector: CollectorProcess): Promise<void> {
    collector.kill('SIGTERM')
    assert.equal((await collector.ended).code, 0)
  }

  test.before(async () => {
    database = await startDatabase()
  })
  test.after(async () => {
    await database.end('SIGTERM')
    for (const directory of [base, data, otherData]) {
      directory.remove()
    }
  })

  test('several collectors on one server: an event that reaches both counts once', async () => {
    const [one, other] = await Promise.all([
      startCollector(data.path),
      startCollector(otherData.path),
    ])
    assert.equal((await send(one.url, 'both', 1, 2)).status, 200)
    assert.equal((await send(other.url, 'both', 2, 3)).status, 200)
    assert.equal(await countOf(one.url, 'both'), 3)
    assert.equal(await countOf(other.url, 'both'), 3)
    await Promise.all([end(one), end(other)])
  })

  test('what is acknowledged while the server is away survives a kill -9, and is stored when it is back', async () => {
    const first = await startCollector(data.path)
    assert.equal((await send(first.url, 'spooled', 1)).status, 200)
    await database.end('SIGKILL')
    const refused = await fetch(`${first.url}/api/sessions`)
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '5'])
    for (const id of [2, 3, 4]) {
      assert.equal((await send(first.url, 'spooled', id)).status, 200)
    }
    assert.equal(await metric(first.url, 'rum_store_away'), 1)
    assert.ok((await metric(first.url, 'rum_spool_bytes')) > 0)
    assert.equal(await erase(first.url, 'spooled'), 503) // or what is replayed would bring it back
    assert.equal((await fetch(`${first.url}/readyz`)).status, 200)
    assert.equal((await fetch(`${first.url}/healthz`)).status, 200)
    first.kill('SIGKILL')
    await first.ended

    const away = await startCollector(data.path)
    const { code, stderr } = await away.ended
    assert.equal(code, 1)
    assert.match(stderr, /^dataflux-rum collector: the ClickHouse server at \S+ does not answer/)

    database = await startDatabase(database.port)
    const second = await startCollector(data.path)
    await until(async () => (await metric(second.url, 'rum_spool_batches')) === 0)
    assert.equal(await countOf(second.url, 'spooled'), 4)
    assert.equal(await erase(second.url, 'spooled'), 200)
    assert.equal(await countOf(second.url, 'spooled'), 0)
    await end(second)
  })

  test('a path too long for a socket is refused: two collectors could share its spool', async () => {
    const refused = await startCollector(`${data.path}/${'x'.repeat(100)}`)
    const { code, stderr } = await refused.ended
    assert.equal(code, 1)
    assert.match(stderr, /the path of --data is too long, .*: choose one of 90 bytes or fewer/)
  })

  test('it comes back by itself, and answers what arrives meanwhile', async () => {
    const collector = await startCollector(data.path)
    await database.end('SIGKILL')
    assert.equal((await send(collector.url, 'back', 1)).status, 200)
    database = await startDatabase(database.port)
    assert.equal((await send(collector.url, 'back', 2)).status, 200)
    await until(async () => (await countOf(collector.url, 'back')) === 2)
    assert.equal(await metric(collector.url, 'rum_store_away'), 0)
    await end(collector)
  })

  test('without a spool, or with a full one, the sender is asked to come back', async () => {
    const collector = await startCollector(data.path, '--spool-mb', '0')
    await database.end('SIGKILL')
    assert.deepEqual(await send(collector.url, 'full', 1), {
      status: 503,
      code: 'rum.storeFailed',
      retryAfter: '2',
    })
    assert.equal((await fetch(`${collector.url}/readyz`)).status, 503)
    database = await startDatabase(database.port)
    await until(async () => (await fetch(`${collector.url}/readyz`)).status === 200)
    assert.equal((await send(collector.url, 'full', 1)).status, 200)
    assert.equal(await countOf(collector.url, 'full'), 1)
    await end(collector)
  })
}

// The tests start this very file again as the server and as the collectors.
if (isClickHouse) {
  await runClickHouse()
} else if (isChild) {
  await import('./main.ts')
} else {
  defineTests()
}
