import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Measures what the built collector takes: `node collector/bench/ingest.mjs <senders> <requests a second> <rows> <seconds> <readers>`.
 * Without a rate (0) each sender sends as fast as it is answered. Readers ask for the list, one request after
 * another, as long as the senders send. Linux only: it reads /proc.
 */
const [senders = 50, rate = 0, rows = 200, seconds = 20, readers = 2] = process.argv
  .slice(2)
  .map(Number)
const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-bench-'))
const collector = spawn(
  process.execPath,
  ['collector/bin/collector.cjs', '--port', '0', '--data', data],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const startedAt = performance.now()
const [line] = await once(createInterface(collector.stdout), 'line')
const startMs = performance.now() - startedAt
const url = line.split(' ').pop()

let sent = 0
let stored = 0
let refused = 0
const latencies = []

/** One event in five is a view's update, the others are resources; a session has 40 events. */
function makeLine(index) {
  const view = Math.floor(index / 20)
  const tags = `app_id=shop,session_id=s${Math.floor(index / 40)},session_type=user,env=prod,service=web,version=1.2.3,os=Linux,browser=Chrome,browser_version=130,device=PC,view_id=v${view},view_name=Home,view_url=https://shop.example/p/${view % 50},view_path=/p/${view % 50}`
  const common = `event_id="e${index}"`
  return index % 5 === 0
    ? `view,${tags} ${common},time_spent=${index}000000,view_update=${index % 7},is_active=true,largest_contentful_paint=1200000000 ${Date.now()}`
    : `resource,${tags},resource_method=GET,resource_status=200 ${common},resource_url="https://shop.example/api/${index % 100}?q=${index}",resource_type="fetch",duration=123000000,resource_size=4567,resource_ttfb=50000000 ${Date.now()}`
}

async function send() {
  const body = Array.from({ length: rows }, () => makeLine(sent++)).join('\n')
  const begin = performance.now()
  const response = await fetch(`${url}/v1/write/rum?precision=ms`, { method: 'POST', body })
  if (response.status === 200) {
    stored += rows
  } else {
    refused += rows
  }
  latencies.push(performance.now() - begin)
}

/** CPU time in ms, user and system, in ticks of 10 ms: of the process, and of the thread that runs JavaScript. */
function readCpu() {
  const read = (path) => {
    const fields = readFileSync(`/proc/${collector.pid}/${path}`, 'utf8').split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  }
  return { all: read('stat'), main: read(`task/${collector.pid}/stat`) }
}

function readResident() {
  const status = readFileSync(`/proc/${collector.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024)
}

async function sendAll() {
  const until = performance.now() + seconds * 1000
  if (rate > 0) {
    const answers = []
    const timer = setInterval(() => answers.push(send()), 1000 / rate)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    clearInterval(timer)
    await Promise.all(answers)
    return
  }
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (performance.now() < until) {
        await send()
      }
    }),
  )
}

const lists = []
const residents = []
const loopDelays = []

/** Memory and the event loop's p99 since the last look, as `/metrics` tells it. */
async function watch() {
  const text = await (await fetch(`${url}/metrics`)).text()
  loopDelays.push(Number(/^rum_event_loop_delay_p99_seconds (\S+)$/m.exec(text)[1]) * 1000)
  residents.push(readResident())
}

async function readWhile(isSending) {
  while (isSending()) {
    const begin = performance.now()
    await (await fetch(`${url}/api/sessions?limit=50`)).text()
    lists.push(performance.now() - begin)
  }
}

async function sendAndRead() {
  let isSending = true
  const reading = Array.from({ length: readers }, () => readWhile(() => isSending))
  const timer = setInterval(watch, 5000)
  await sendAll()
  isSending = false
  clearInterval(timer)
  await Promise.all(reading)
}

function percentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other)
  return Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1))
}

async function measureQuery(path) {
  const times = []
  for (let round = 0; round < 20; round++) {
    const begin = performance.now()
    await (await fetch(url + path)).text()
    times.push(performance.now() - begin)
  }
  return { p50: percentile(times, 0.5), max: percentile(times, 0.99) }
}

await send()
const [cpuBefore, rowsBefore, begin] = [readCpu(), sent, performance.now()]
stored = 0
await watch()
residents.length = 0
loopDelays.length = 0
await sendAndRead()
const elapsed = (performance.now() - begin) / 1000
const cpuAfter = readCpu()
const [cpu, mainCpu] = [cpuAfter.all - cpuBefore.all, cpuAfter.main - cpuBefore.main]
const metrics = await (await fetch(`${url}/metrics`)).text()
const readMetric = (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)[1])
const result = {
  startMs: Math.round(startMs),
  offered: sent - rowsBefore,
  stored,
  refused,
  rowsPerSecond: Math.round(stored / elapsed),
  cpuMsPerSecond: Math.round(cpu / elapsed),
  cpuMicrosecondsPerRow: Math.round((cpu * 1000) / stored),
  ofWhichMainThread: Math.round((mainCpu * 1000) / stored),
  commits: readMetric('rum_commit_seconds_count'),
  commitMs: Math.round(
    (readMetric('rum_commit_seconds_sum') * 1000) / readMetric('rum_commit_seconds_count'),
  ),
  answerMs: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) },
  listMsMeanwhile: {
    p50: percentile(lists, 0.5),
    p99: percentile(lists, 0.99),
    asked: lists.length,
  },
  eventLoopDelayP99Ms: loopDelays.map((ms) => Math.round(ms)),
  residentMb: residents,
  loadAverage: loadavg().map((load) => Number(load.toFixed(1))),
  listMs: await measureQuery('/api/sessions'),
  sessionMs: await measureQuery('/api/sessions/s10'),
}
process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
collector.kill('SIGTERM')
await once(collector, 'exit')
rmSync(data, { recursive: true, force: true })
