import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * `node collector/bench/disk.mjs [the built main.js]`, as root, who may mount: what the collector says on a
 * full disk and on one that it may not write, and that it comes back by itself. Prints a line for each step.
 * The collector runs as another user, whom rights bind. A mount with open files cannot be made read-only, so
 * that while it runs its right to write is taken away instead.
 */
const NOBODY = 65_534
const main = process.argv[2] ?? 'collector/bin/collector.cjs'
const disk = mkdtempSync(join(tmpdir(), 'dataflux-rum-disk-'))
const data = join(disk, 'data')
const mount = (...args) => execFileSync('mount', args, { stdio: 'inherit' })

let running
let sent = 0
let acknowledged = 0

async function start() {
  const child = spawn(process.execPath, [main, '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    uid: NOBODY,
    gid: NOBODY,
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child, 'close').then(() => [stderr])
  running = child
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
  return { child, ended, line, url: line.trim().split(' ').pop() }
}

async function send(url) {
  const body = Array.from(
    { length: 100 },
    () => `action,app_id=shop,session_id=s action_name="x",event_id="${sent++}" ${Date.now()}`,
  ).join('\n')
  const answer = await fetch(`${url}/v1/write/rum?precision=ms`, { method: 'POST', body })
  acknowledged += answer.status === 200 ? 100 : 0
  const code = answer.status === 200 ? '' : (await answer.json()).error_code
  return `${answer.status} ${code} ${answer.headers.get('retry-after') ?? ''}`.trim()
}

async function ready(url) {
  const answer = await fetch(`${url}/readyz`)
  return `${answer.status} ${JSON.stringify(await answer.json())}`
}

async function untilReady(url) {
  const begin = performance.now()
  while (!(await ready(url)).startsWith('200')) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return `${Math.round(performance.now() - begin)} ms`
}

function print(step, ...values) {
  process.stdout.write(`${step.padEnd(28)} ${values.join(' | ')}\n`)
}

async function storedCount(url) {
  const answer = await fetch(`${url}/api/sessions/s?limit=1`)
  return (await answer.json()).session.session_action_count
}

function fill() {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize))
}

try {
  mount('-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk)
  chmodSync(disk, 0o777)
  let collector = await start()
  const { url } = collector
  print('with room', await send(url), await ready(url))
  fill()
  print('disk full', await send(url), await ready(url), await send(url))
  rmSync(join(disk, 'filler'))
  print('room again: ready after', await untilReady(url), await send(url))
  execFileSync('chmod', ['-R', 'a-w', data])
  print('no right to write', await send(url), await ready(url))
  execFileSync('chmod', ['-R', 'u+w', data])
  print('writable again: ready after', await untilReady(url), await send(url))
  print('stored | acknowledged', await storedCount(url), acknowledged)
  fill()
  collector.child.kill('SIGKILL')
  await collector.ended
  collector = await start()
  print('start on a full disk', await send(collector.url), await ready(collector.url))
  print('what it has can be read', await storedCount(collector.url))
  rmSync(join(disk, 'filler'))
  print('room again: ready after', await untilReady(collector.url), await send(collector.url))
  collector.child.kill('SIGTERM')
  await collector.ended
  mount('-o', 'remount,ro', disk)
  collector = await start()
  print('start on a read-only disk', collector.line)
  collector.child.kill('SIGTERM')
  await collector.ended
} finally {
  running.kill('SIGKILL')
  execFileSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true, force: true })
}
