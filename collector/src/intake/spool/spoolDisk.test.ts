import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeDirectory } from '../../app/collector.testkit.ts'
import type { CollectorProcess } from '../../cli/process.testkit.ts'
import { isChild, startProcess } from '../../cli/process.testkit.ts'
import { makeSmallDisk } from '../../core/smallDisk.testkit.ts'
import {
  isClickHouse,
  runClickHouse,
  startClickHouse,
} from '../../store/clickHouseProcess.testkit.ts'

const thisFile = fileURLToPath(import.meta.url)

async function send(url: string, id: number): Promise<[status: number, code: string]> {
  const body = `action,app_id=shop,session_id=s action_name="x",event_id="${id}"`
  const response = await fetch(`${url}/v1/write/rum`, { method: 'POST', body })
  const text = await response.text()
  return [response.status, text === '' ? '' : JSON.parse(text).error_code]
}

async function readReady(url: string): Promise<[status: number, message: string]> {
  const response = await fetch(`${url}/readyz`)
  const { message = '' } = (await response.json()) as { message?: string }
  return [response.status, message]
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function isSpoolEmpty(url: string): Promise<boolean> {
  return /^rum_spool_batches 0$/m.test(await (await fetch(`${url}/metrics`)).text())
}

function defineTests(): void {
  const base = makeDirectory()
  const disk = makeSmallDisk(2)
  const skip = typeof disk === 'string' ? disk : false
  test.after(() => base.remove())

  test('a spool whose disk is full, then read-only, is said to be so, and is used again by itself', {
    skip,
  }, async () => {
    assert.ok(typeof disk !== 'string')
    const path = join(disk.path, 'data')
    let database = await startClickHouse(thisFile, { directory: base.path })
    const { url: server, port } = database
    const start = (): Promise<CollectorProcess> =>
      startProcess(thisFile, ['--port', '0', '--data', path, '--clickhouse-url', server])
    const first = await start()
    await database.end('SIGKILL')
    assert.deepEqual(await send(first.url, 1), [200, ''])
    disk.fill()
    assert.deepEqual(await send(first.url, 2), [503, 'rum.storeFailed'])
    assert.deepEqual(await readReady(first.url), [503, 'the spool cannot be used (ENOSPC)'])
    const files = readdirSync(join(path, 'spool'))
    assert.deepEqual(
      files.filter((name) => name.endsWith('.part')),
      [],
    )
    disk.empty()
    await until(async () => (await readReady(first.url))[0] === 200)
    assert.deepEqual(await send(first.url, 2), [200, ''])
    first.kill('SIGKILL')
    await first.ended

    database = await startClickHouse(thisFile, { directory: base.path, port })
    disk.setReadOnly(true)
    const second = await start()
    await until(async () => (await readReady(second.url))[0] === 503)
    assert.deepEqual(await readReady(second.url), [503, 'the spool cannot be used (EROFS)'])
    assert.equal((await fetch(`${second.url}/healthz`)).status, 200)
    disk.setReadOnly(false)
    await until(() => isSpoolEmpty(second.url))
    assert.equal((await readReady(second.url))[0], 200)
    const answer = await fetch(`${second.url}/api/sessions/s?limit=1`)
    const { session } = (await answer.json()) as { session: { session_action_count: number } }
    assert.equal(session.session_action_count, 2)
    second.kill('SIGTERM')
    assert.equal((await second.ended).code, 0)
    await database.end('SIGTERM')
    disk.remove()
  })
}

// The tests start this very file again as the server and as the collectors.
if (isClickHouse) {
  await runClickHouse()
} else if (isChild) {
  await import('../../cli/main.ts')
} else {
  defineTests()
}
