import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { deflateRawSync, gzipSync } from 'node:zlib'

/**
 * `node collector/bench/hostile.mjs [seconds] [the built main.js]`: forty senders of bodies that are as large
 * as they may be, or inflate beyond it, or hold nothing but bad lines; and one honest sender among them, who
 * does as an SDK does and comes back after a 503. Linux only: it reads /proc.
 */
const [seconds = '20', main = 'collector/bin/collector.cjs'] = process.argv.slice(2)
const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-hostile-'))
const collector = spawn(process.execPath, [main, '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
})
const [line] = await once(createInterface(collector.stdout), 'line')
const url = line.split(' ').pop()

const zeros = Buffer.alloc(200 * 2 ** 20)
const lines = Buffer.from('view,session_id=h f=1\n'.repeat(380_000)) // just below 8 MiB
const BODIES = [
  ['&encoding=gzip', gzipSync(zeros)],
  ['&encoding=deflate', deflateRawSync(zeros)],
  ['&encoding=gzip', gzipSync(lines)],
  ['', lines],
  ['', Buffer.from(`view f="${'x'.repeat(8 * 2 ** 20 - 100)}"`)],
  ['', Buffer.from('\n'.repeat(8 * 2 ** 20))],
  ['', Buffer.from('view f="'.repeat(2 ** 20 - 1))],
  ['', Buffer.alloc(8 * 2 ** 20 + 1)],
]

const answers = {}
const honest = { sent: 0, stored: 0, ms: [] }
let residentMb = 0
let isOver = false

async function post(query, body) {
  try {
    const answer = await fetch(`${url}/v1/write/rum?precision=ms${query}`, { method: 'POST', body })
    await answer.text()
    return answer.status
  } catch {
    return 'cut off' // in the middle of a body that is too large
  }
}

async function attack(sender) {
  for (let index = sender; !isOver; index++) {
    const [query, body] = BODIES[index % BODIES.length]
    const status = await post(query, body)
    answers[status] = (answers[status] ?? 0) + 1
  }
}

async function sendHonestly() {
  while (!isOver) {
    const body = `action,session_id=honest action_name="x",event_id="${honest.sent++}" ${Date.now()}`
    const begin = performance.now()
    while ((await post('', body)) !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    honest.stored++
    honest.ms.push(performance.now() - begin)
  }
}

const watching = setInterval(() => {
  const status = readFileSync(`/proc/${collector.pid}/status`, 'utf8')
  residentMb = Math.max(residentMb, Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024))
}, 100)
setTimeout(() => {
  isOver = true
}, Number(seconds) * 1000)
await Promise.all([sendHonestly(), ...Array.from({ length: 40 }, (_, sender) => attack(sender))])
clearInterval(watching)
honest.ms.sort((one, other) => one - other)
const result = {
  residentMb,
  answers,
  honest: {
    sent: honest.sent,
    stored: honest.stored,
    p50Ms: Math.round(honest.ms[honest.ms.length >> 1]),
    maxMs: Math.round(honest.ms.at(-1)),
  },
}
process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
collector.kill('SIGTERM')
await once(collector, 'exit')
rmSync(data, { recursive: true, force: true })
