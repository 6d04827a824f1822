import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCollector } from './explorer/collector.mjs'

/**
 * `node bench/alerts.bench.mjs [rules] [seconds] [warm-up]`: CPU that alerts cost a collector which receives events all the time.
 * The same collector is measured without a rule and then with them, so that what it does by itself is not counted. A new rule is
 * checked at once, whatever its window: the warm-up, in seconds, is not measured. Needs `npm run build`.
 */
const [rules = '1000', seconds = '60', warmUp = '120'] = process.argv.slice(2)
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

const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-alerts-'))
const collector = await startCollector(data, ['--alert-targets', 'any'])
const { url } = collector
const webhook = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
await once(webhook, 'listening')

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Seconds of CPU that the collector has used. */
function readCpu() {
  const fields = readFileSync(`/proc/${collector.pid}/stat`, 'utf8').split(') ')[1].split(' ')
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
  const response = await fetch(`${url}/v1/write/rum?precision=ms`, {
    method: 'POST',
    body: lines.join('\n'),
  })
  if (response.status !== 200) {
    throw new Error(`${response.status} ${await response.text()}`)
  }
}

/** Share of one core over so many seconds in which events arrive. */
async function measure(seconds) {
  const before = readCpu()
  const begin = performance.now()
  while (performance.now() - begin < Number(seconds) * 1000) {
    await send(EVENTS_A_SECOND, 0)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  return (100 * (readCpu() - before)) / ((performance.now() - begin) / 1000)
}

async function addRule(index) {
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

async function addRules() {
  for (let index = 0; index < Number(rules); index += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, one) => addRule(index + one)))
  }
}

for (let batch = 0; batch < 50; batch++) {
  await send(2000, 86_000_000)
}
const without = await measure(seconds)
await addRules()
process.stdout.write(`${Math.round(performance.now() / 1000)} s: the rules are stored\n`)
const first = await measure(warmUp)
const withRules = await measure(seconds)
const { alerts } = await (await fetch(`${url}/api/alerts`)).json()
const unmeasured = alerts.filter(({ checked_at, problem }) => !checked_at || problem).length
process.stdout.write(
  `${rules} rules, windows of 5 minutes to 24 hours, ${EVENTS_A_SECOND} events a second, ${seconds} s each
in the first ${warmUp} s with rules ${first.toFixed(2)} %; then
without rules ${without.toFixed(2)} % of a core, with rules ${withRules.toFixed(2)} %: alerts cost ${(withRules - without).toFixed(2)} %
${unmeasured} rules without a value
`,
)
await collector.stop()
webhook.close()
rmSync(data, { recursive: true, force: true })
