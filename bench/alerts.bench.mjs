import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCollector } from './explorer/collector.mjs'

/**
 * `node bench/alerts.bench.mjs [rules] [seconds] [warm-up] [--beside <folder>]`: CPU that alerts cost a collector which receives
 * events all the time. Two collectors get the same events at the same time, and one of them has the rules: the engine merges
 * parts as they pile up, which is not the price of alerts. `--beside` adds a collector of another build, with the rules. A new rule is
 * checked at once, whatever its window: the warm-up, in seconds, is not measured. Needs `npm run build`.
 */
const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { beside: { type: 'string' } },
})
const [rules = '1000', seconds = '60', warmUp = '120'] = positionals
const EVENTS_A_SECOND = 50
const WINDOWS = [5, 15, 30, 60, 180, 360, 720, 1440]
const MEASURES = [
  { measure: 'events', event_type: 'error', threshold: 10 },
  { measure: 'events', event_type: 'error', condition: 'rises', threshold: 100, min_samples: 20 },
  { measure: 'sessions', threshold: 1000 },
  { measure: 'users', event_type: 'error', threshold: 10 },
  { measure: 'crash_free', condition: 'below', threshold: 0.5, min_samples: 1000 },
  { measure: 'p75', field: 'lcp', threshold: 9_000_000_000 },
]

const webhook = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
await once(webhook, 'listening')

/** A collector of its own, on a directory of its own. */
async function start(name, build) {
  const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-alerts-'))
  return { name, data, ...(await startCollector(data, ['--alert-targets', 'any'], build)) }
}
const without = await start('without rules')
const alerting = [
  await start('with rules'),
  ...(options.beside === undefined ? [] : [await start('the other build', options.beside)]),
]
const collectors = [without, ...alerting]

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Seconds of CPU that a collector has used. */
function readCpu({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

let sent = 0
/** Events of the past day, or of now. */
async function send(count, spreadMs) {
  const lines = Array.from({ length: count }, () => {
    const index = sent++
    const time = Date.now() - Math.floor((index * 7919 * 1000) % (spreadMs + 1))
    const tags = `app_id=app-${index % 10},session_id=s${index >> 4},userid=u${index % 500},env=prod,view_path=/p${index % 100},browser=Chrome`
    return index % 5 === 0
      ? `error,${tags} error_message="x",event_id="e${index}" ${time}`
      : `view,${tags} largest_contentful_paint=${(index % 40) * 1e8},view_id="v${index}",event_id="e${index}" ${time}`
  })
  const body = lines.join('\n')
  await Promise.all(
    collectors.map(async ({ url }) => {
      const response = await fetch(`${url}/v1/write/rum?precision=ms`, { method: 'POST', body })
      if (response.status !== 200) {
        throw new Error(`${response.status} ${await response.text()}`)
      }
    }),
  )
}

/** Shares of one core, by collector, over so many seconds in which events arrive. */
async function measure(seconds) {
  const before = collectors.map(readCpu)
  const begin = performance.now()
  while (performance.now() - begin < Number(seconds) * 1000) {
    await send(EVENTS_A_SECOND, 0)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  const passed = (performance.now() - begin) / 1000
  return collectors.map((one, index) => (100 * (readCpu(one) - before[index])) / passed)
}

async function addRule({ url }, index) {
  const rule = {
    ...MEASURES[index % MEASURES.length],
    name: `rule ${index}`,
    app_id: `app-${index % 10}`,
    query: `env:prod view_path:/p${index % 100} browser:Chrome`,
    window_minutes: WINDOWS[index % WINDOWS.length],
    webhook: `http://127.0.0.1:${webhook.address().port}/`,
  }
  const response = await fetch(`${url}/api/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(rule),
  })
  if (response.status !== 201) {
    throw new Error(`${response.status} ${await response.text()}`)
  }
}

async function addRules(collector) {
  for (let index = 0; index < Number(rules); index += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, one) => addRule(collector, index + one)))
  }
}

for (let batch = 0; batch < 50; batch++) {
  await send(2000, 86_000_000)
}
await Promise.all(alerting.map(addRules))
process.stdout.write(`${Math.round(performance.now() / 1000)} s: the rules are stored\n`)
const early = await measure(warmUp)
const late = await measure(seconds)
process.stdout.write(
  `${rules} rules, windows of 5 minutes to 24 hours, ${EVENTS_A_SECOND} events a second, ${seconds} s after ${warmUp} s\n`,
)
const show = (share) => `${share.toFixed(2)} %`
for (const [index, { name, ask }] of collectors.entries()) {
  const { alerts } = await ask('/api/alerts')
  const unmeasured = alerts.filter(({ checked_at, problem }) => !checked_at || problem).length
  process.stdout.write(
    `${name}: ${show(late[index])} of a core, alerts cost ${show(late[index] - late[0])} (${show(early[index] - early[0])} before); ${unmeasured} rules without a value\n`,
  )
}
await Promise.all(collectors.map((one) => one.stop()))
webhook.close()
for (const { data } of collectors) {
  rmSync(data, { recursive: true, force: true })
}
