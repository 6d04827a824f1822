import assert from 'node:assert/strict'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeDirectory } from '../app/collector.testkit.ts'
import { toLogError } from '../http/toLogError.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import { PLACES, toEventRow } from '../store/eventRow.ts'
import { openStore } from '../store/openStore.ts'
import { toStoredRow } from '../store/storedRow.ts'
import { isChild, startProcess } from './process.testkit.ts'

const thisFile = fileURLToPath(import.meta.url)
const PERSONAL = /secret|127\.0\.0\.1|203\.0\.113/

function defineTests(): void {
  test('logs are JSON lines without an address, a query, a body, a token or an id', async () => {
    const directory = makeDirectory()
    const args = ['--port', '0', '--data', directory.path, '--trusted-proxies', 'loopback']
    const collector = await startProcess(thisFile, [...args, '--log-level', 'debug'])
    const headers = { 'x-forwarded-for': '203.0.113.7', 'user-agent': 'secret-agent' }
    const intake = `${collector.url}/v1/write/rum?precision=ms&token=secret-token`
    const bodies = [
      `view,app_id=secret-app,session_id=secret-session,userid=secret-user f=1 ${Date.now()}`,
      'secret bad line',
      '',
    ]
    for (const body of bodies) {
      await fetch(intake, { method: 'POST', headers, body })
    }
    for (const path of [
      '/api/sessions?app_id=secret',
      '/api/sessions/secret-session',
      '/api/sessions?limit=secret',
      '/secret/page?user=secret',
    ]) {
      await (await fetch(collector.url + path, { headers })).text()
    }
    collector.kill('SIGTERM')
    const { stderr } = await collector.ended
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const others = lines.filter(({ msg }) => !msg.startsWith('Server listening at'))
    assert.ok(others.filter(({ msg }) => msg === 'request').length >= 7)
    assert.doesNotMatch(JSON.stringify(others), PERSONAL)
    directory.remove()
  })

  test('of a database’s error its number and name are logged, not the rows that it quotes', async () => {
    const directory = makeDirectory()
    const store = await openStore(embeddedDatabase(await openChdb(directory.path)))
    const row = toEventRow({
      measurement: 'view',
      tags: { userid: 'secret-user' },
      fields: {},
      time: Date.now(),
      receivedAt: Date.now(),
      retentionDays: 30,
      arrival: {},
    })
    const refused: unknown = await store
      .writeEvents([toStoredRow(row.with(PLACES.type, 'secret type'))])
      .catch((e) => e)
    assert.match(String(refused), /secret type/)
    assert.deepEqual(toLogError(refused), {
      type: 'ClickHouseError',
      message: '691 UNKNOWN_ELEMENT_OF_ENUM',
      stack: '',
    })
    const failed = toLogError(new Error('ENOSPC', { cause: refused }))
    assert.equal(failed.message, 'ENOSPC')
    assert.doesNotMatch(JSON.stringify(failed), /secret/)
    await store.close()
    directory.remove()
  })
}

// The tests start this very file again as the collector whose logs they read.
if (isChild) {
  await import('./main.ts')
} else {
  defineTests()
}
