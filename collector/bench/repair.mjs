import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * `node collector/bench/repair.mjs [million events] [the built main.js]`: how long a start takes on that many
 * events after a clean stop, after a kill, and without any checkpoint, as in a directory of an earlier version.
 */
const [millions = '5', main = 'collector/bin/collector.cjs'] = process.argv.slice(2)
const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-repair-'))

async function start() {
  const begin = performance.now()
  const child = spawn(
    process.execPath,
    [main, '--port', '0', '--data', data, '--memory-mb', '2000'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
    },
  )
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, url: line.split(' ').pop(), ms: Math.round(performance.now() - begin) }
}

async function end({ child }, signal) {
  child.kill(signal)
  await once(child, 'exit')
}

/** Runs a statement on the directory, in a process that ends with it. */
async function run(statement) {
  const code = `
    const { createClient } = await import('@clickhouse/client')
    const { createChdbConnection } = await import('chdb/connection')
    const client = createClient({ connection: createChdbConnection({ path: process.argv[1] }) })
    await client.command({ query: process.argv[2] })
    await client.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, data, statement], {
    stdio: 'inherit',
    cwd: 'collector',
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) {
    throw new Error(`failed: ${statement}`)
  }
}

const FILL = `INSERT INTO rum.events (app_id, type, ts, received_at, session_start, event_id, session_id,
  view_id, name, duration, handled, retention_days, view_url)
SELECT 'shop', 'resource', now64(3) - number % 864000, now64(3) - number % 864000,
  now64(3) - number % 864000, cityHash64(number), 's' || toString(intDiv(number, 40)),
  'v' || toString(intDiv(number, 20)), 'https://shop.example/api/' || toString(number), 1000, true, 30,
  'https://shop.example/' || toString(number % 50)
FROM numbers(${Number(millions) * 1e6})`

await end(await start(), 'SIGTERM')
await run(FILL)
await run('TRUNCATE TABLE rum.checkpoints')
const first = await start() // no checkpoint since the fill: reads all of it
await end(first, 'SIGTERM')
const clean = await start()
const body = `action,app_id=shop,session_id=new action_name="x",event_id="1" ${Date.now()}`
await fetch(`${clean.url}/v1/write/rum?precision=ms`, { method: 'POST', body })
await end(clean, 'SIGKILL')
const killed = await start()
await end(killed, 'SIGTERM')
const result = {
  millions,
  withoutCheckpointMs: first.ms,
  cleanMs: clean.ms,
  afterKillMs: killed.ms,
}
process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
rmSync(data, { recursive: true, force: true })
