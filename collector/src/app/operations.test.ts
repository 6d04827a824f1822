import assert from 'node:assert/strict'
import test from 'node:test'
import { openChdb } from '../store/chdb.ts'
import type { TestCollector } from './collector.testkit.ts'
import { makeDirectory, startTestCollector } from './collector.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector

test.before(async () => {
  collector = await startTestCollector(directory.path)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

async function readMetrics(): Promise<string> {
  const response = await collector.server.inject({ url: '/metrics' })
  assert.match(String(response.headers['content-type']), /^text\/plain; version=0\.0\.4/)
  return response.body
}

test('a collector that can store is ready', async () => {
  const response = await collector.server.inject({ url: '/readyz' })
  assert.deepEqual([response.statusCode, response.json()], [200, { status: 'ready' }])
})

test('metrics count lines and refusals, and hold nothing that came with a request', async () => {
  const body = 'action,app_id=secret-app,session_id=secret-session action_name="x"\nbad'
  assert.equal((await collector.send(body, 'precision=ms&token=secret-token')).status, 400)
  assert.equal((await collector.send('action f=1', 'precision=never')).status, 400)
  const text = await readMetrics()
  for (const line of [
    'rum_lines_total{outcome="stored"} 1',
    'rum_lines_total{outcome="refused"} 1',
    'rum_requests_refused_total{reason="rum.badLines"} 1',
    'rum_requests_refused_total{reason="rum.badPrecision"} 1',
    'rum_commit_seconds_count 1',
    'rum_queue_rows 0',
    'rum_queue_bytes 0',
    'rum_held_bytes 0',
  ]) {
    assert.ok(text.includes(`${line}\n`), line)
  }
  assert.match(text, /^rum_event_loop_delay_p99_seconds \d\S*$/m)
  assert.match(text, /^process_resident_memory_bytes \d+$/m)
  assert.doesNotMatch(text, /secret|127\.0\.0\.1/)
})

test('a store that cannot write is not ready, asks to come back, and comes back by itself', async () => {
  const open = await openChdb(directory.path)
  const raw = open()
  const rename = async (table: string, other: string): Promise<void> => {
    await raw.command({ query: `RENAME TABLE rum.${table} TO rum.${other}` })
  }
  const readReady = async (): Promise<unknown[]> => {
    const response = await collector.server.inject({ url: '/readyz' })
    return [response.statusCode, response.json().error_code, response.headers['retry-after']]
  }
  await rename('events', 'events_away')
  await rename('checkpoints', 'checkpoints_away')
  const refused = await collector.send('action,session_id=s action_name="x"')
  assert.equal(refused.status, 503)
  assert.deepEqual(await readReady(), [503, 'rum.storeFailed', '2'])
  await rename('events_away', 'events')
  await rename('checkpoints_away', 'checkpoints')
  assert.equal((await collector.send('action,session_id=s action_name="x"')).status, 200)
  assert.deepEqual(await readReady(), [200, undefined, undefined])
  await raw.close()
})
