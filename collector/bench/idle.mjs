import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * `node collector/bench/idle.mjs [connections] [the built main.js]`: what that many connections cost, a third
 * of them silent, a third with half a head and a third with half a body, and whether others are answered
 * meanwhile. Linux only: it reads /proc. Needs `ulimit -n` above twice the number.
 */
const [count = '10000', main = 'collector/bin/collector.cjs'] = process.argv.slice(2)
const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-idle-'))
const collector = spawn(process.execPath, [main, '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
})
const [line] = await once(createInterface(collector.stdout), 'line')
const url = line.split(' ').pop()
const port = Number(new URL(url).port)

const HEAD = 'POST /v1/write/rum HTTP/1.1\r\nHost: x\r\n'
const STARTS = ['', HEAD, `${HEAD}Content-Length: 1000000\r\n\r\n${'x'.repeat(1000)}`]

function readResident() {
  const status = readFileSync(`/proc/${collector.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024)
}

async function measureAnswers() {
  const times = []
  for (let round = 0; round < 30; round++) {
    const begin = performance.now()
    const body = `action,session_id=s action_name="x",event_id="${round}"`
    const answer = await fetch(`${url}/v1/write/rum`, { method: 'POST', body })
    if (answer.status !== 200) {
      throw new Error(`answered ${answer.status}`)
    }
    times.push(performance.now() - begin)
  }
  times.sort((one, other) => one - other)
  return { p50: Math.round(times[15]), max: Math.round(times[29]) }
}

let closed = 0
async function openOne(index) {
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    closed++
  })
  socket.resume() // or the end that the server sends is never read
  await once(socket, 'connect')
  socket.write(STARTS[index % STARTS.length])
}

const result = { residentMbBefore: readResident(), answerMsBefore: await measureAnswers() }
const openedAt = performance.now()
for (let index = 0; index < Number(count); index += 100) {
  await Promise.all(Array.from({ length: 100 }, (_, offset) => openOne(index + offset)))
}
result.openMs = Math.round(performance.now() - openedAt)
result.residentMbWith = readResident()
result.answerMsWith = await measureAnswers()
while (closed < Number(count)) {
  await new Promise((resolve) => setTimeout(resolve, 500))
}
result.allClosedAfterS = Math.round((performance.now() - openedAt) / 1000)
result.residentMbAfter = readResident()
process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
collector.kill('SIGTERM')
await once(collector, 'exit')
rmSync(data, { recursive: true, force: true })
