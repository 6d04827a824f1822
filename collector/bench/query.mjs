import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Measures what a question costs: `node collector/bench/query.mjs [million events] [rounds] [a directory that was filled]`.
 * Without a directory it fills one of its own (26 days, four minutes for 20 million) and removes it. Through
 * HTTP, one question at a time, each with other values.
 */
const [millions = '20', rounds = '40', given] = process.argv.slice(2)
const data = given ?? mkdtempSync(join(tmpdir(), 'dataflux-rum-query-'))
const DAYS = 26
const environment = { ...process.env, UV_THREADPOOL_SIZE: '16' }

async function start() {
  const child = spawn(
    'collector/bin/collector.cjs',
    ['--port', '0', '--data', data, '--memory-mb', '4000'],
    { stdio: ['ignore', 'pipe', 'inherit'], env: environment },
  )
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, url: line.split(' ').pop() }
}

async function end({ child }) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

if (given === undefined) {
  await end(await start())
  execFileSync(process.execPath, ['collector/bench/fill.mjs', data, millions, String(DAYS)], {
    stdio: 'inherit',
    env: environment,
  })
}

const collector = await start()
const now = Date.now()
const pick = (values, round) => values[round % values.length]
const browsers = ['Chrome', 'Safari', 'Firefox', 'Edge']
const countries = ['DE', 'FR', 'US', 'GB', 'ES', 'IT', 'CN', 'JP']
const searches = {
  threeFilters: (round) =>
    `browser:${pick(browsers, round)} country:${pick(countries, round)} env:prod`,
  withEvents: (round) =>
    `browser:${pick(browsers, round)} error_type:TypeError view_path_group:"/cart/?"`,
  freeText: (round) => `user-${1000 + round}`,
}
const KEYS = 'env,service,version,browser,browser_version,os,os_version,device,country,network_type'

async function ask(path, parameters) {
  const response = await fetch(`${collector.url}${path}?${new URLSearchParams(parameters)}`)
  const text = await response.text()
  if (response.status !== 200) {
    await end(collector)
    throw new Error(`${path}: ${response.status} ${text}`)
  }
  return JSON.parse(text)
}

function percentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other)
  return Math.round(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)])
}

async function measure(name, question) {
  const times = []
  for (let round = 0; round < Number(rounds); round++) {
    const begin = performance.now()
    await question(round)
    times.push(performance.now() - begin)
  }
  const result = { p50: percentile(times, 0.5), p95: percentile(times, 0.95) }
  process.stdout.write(
    `${name.padEnd(56)} ${String(result.p50).padStart(6)} ${String(result.p95).padStart(6)} ms\n`,
  )
}

process.stdout.write(`${''.padEnd(56)}    p50    p95\n`)
const ranges = [
  ['a day', { from: now - 86_400_000, to: now }],
  [`${DAYS} days`, { from: now - DAYS * 86_400_000, to: now }],
]
const { sessions } = await ask('/api/sessions', { ...ranges[1][1], limit: 500 })
await measure('one session with its events', (round) => {
  const { session_id: id, app_id } = pick(sessions, round * 7)
  return ask(`/api/sessions/${id}`, { app_id })
})
for (const [name, range] of ranges) {
  for (const [search, toQuery] of Object.entries(searches)) {
    await measure(`list, ${search}, ${name}`, (round) =>
      ask('/api/sessions', { ...range, query: toQuery(round) }),
    )
  }
  const some = (round) => ({ ...range, query: `country:${pick(countries, round)}` })
  await measure(`ten facets of sessions, ${name}`, () =>
    ask('/api/sessions/facets', { ...range, keys: KEYS }),
  )
  await measure(`ten facets of sessions of a country, ${name}`, (round) =>
    ask('/api/sessions/facets', { ...some(round), keys: KEYS }),
  )
  await measure(`ten facets of errors, ${name}`, () =>
    ask('/api/events/facets', { ...range, type: 'error', keys: KEYS }),
  )
  await measure(`histogram of sessions, ${name}`, (round) =>
    ask('/api/sessions/histogram', { ...some(round), interval: 3_600_000 }),
  )
  for (const path of ['errors', 'resources', 'views', 'vitals', 'releases']) {
    await measure(`${path}, ${name}`, (round) => ask(`/api/${path}`, some(round)))
  }
}
await end(collector)

const sizes = execFileSync(
  process.execPath,
  [
    '--input-type=module',
    '-e',
    `const { createClient } = await import('@clickhouse/client')
const { createChdbConnection } = await import('chdb/connection')
const client = createClient({ connection: createChdbConnection({ path: process.argv[1] }) })
const query = "SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts WHERE database = 'rum' AND active GROUP BY table"
process.stdout.write(await (await client.query({ query, format: 'JSON' })).text())
await client.close()`,
    data,
  ],
  { cwd: 'collector', env: environment, encoding: 'utf8' },
)
const tables = JSON.parse(sizes).data
const events = Number(tables.find(({ table }) => table === 'events').rows)
const bytes = tables.reduce((sum, table) => sum + Number(table.bytes), 0)
process.stdout.write(
  `${events} events, ${(bytes / events).toFixed(1)} bytes each with all roll-ups\n`,
)
if (given === undefined) {
  rmSync(data, { recursive: true, force: true })
}
