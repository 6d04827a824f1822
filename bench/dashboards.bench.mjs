import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { mergePastDays } from '../collector/bench/mergePastDays.mjs'
import { sendWeek, startCollector } from './explorer/collector.mjs'

/**
 * `npm run bench:dashboards [-- --sessions 200000 --rounds 10 --data <directory> --end <ISO time>]`: how long a person waits
 * until every widget of a built-in dashboard has its answer, each time for a window that was not asked about before. `--data`
 * names a directory that was filled before, and `--end` the end of its week. Needs `npm run build`. Writes
 * `bench/results/dashboards.md`.
 */
const { values: args } = parseArgs({
  options: {
    sessions: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '10' },
    data: { type: 'string' },
    end: { type: 'string' },
  },
})
const DAY = 86_400_000
const rounds = Number(args.rounds)
const end = args.end === undefined ? Date.now() : Date.parse(args.end)
const data = args.data ?? mkdtempSync(join(tmpdir(), 'dataflux-rum-dashboards-'))
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path))
const DASHBOARDS = ['overview', 'performance', 'errors', 'resources']
/** Days, and the target of the 95th percentile in ms. */
const RANGES = [
  [7, 2000],
  [26, 4000],
]

if (args.data === undefined) {
  const filled = await startCollector(data)
  await sendWeek(filled.url, { sessions: Number(args.sessions), end })
  await filled.stop()
}
mergePastDays(data)
const collector = await startCollector(data)
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-background-networking'],
})

function toPercentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]
}

/** Opens a dashboard in a fresh profile. @returns ms until its last widget has its answer, and how many widgets it has */
async function timeDashboard(id, { days, round }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const to = end - round * 60_000 // another window: no answer is known
  const range = `from=${new Date(to - days * DAY).toISOString()}&to=${new Date(to).toISOString()}`
  await page.goto(`${collector.url}/dashboards/${id}?${range}`)
  try {
    const ms = await page
      .waitForFunction(
        () => {
          const widgets = [...document.querySelectorAll('.widget')]
          const isReady =
            widgets.length > 0 && widgets.every((one) => one.getAttribute('aria-busy') === 'false')
          return isReady && performance.now()
        },
        undefined,
        { polling: 'raf', timeout: 120_000 },
      )
      .then((handle) => handle.jsonValue())
    const failed = await page.locator('.widget [role="alert"]').count()
    if (failed > 0) {
      throw new Error(`${id}: ${failed} widgets failed`)
    }
    return { ms, widgets: await page.locator('.widget').count() }
  } finally {
    await context.close()
  }
}

try {
  const { count } = await collector.ask('/api/sessions/count', { from: end - 26 * DAY, to: end })
  const rows = []
  for (const [days, target] of RANGES) {
    for (const id of DASHBOARDS) {
      const times = []
      let widgets = 0
      for (let round = 0; round < rounds; round++) {
        const timed = await timeDashboard(id, { days, round })
        times.push(timed.ms)
        widgets = timed.widgets
      }
      const numbers = [toPercentile(times, 0.5), toPercentile(times, 0.95), Math.max(...times)]
      rows.push(
        `| ${id}, ${widgets} widgets, ${days} days | ${numbers.map((ms) => ms.toFixed(0)).join(' | ')} | ${target} |`,
      )
    }
  }
  const report = `# Dashboards

\`npm run bench:dashboards\`, ${new Date().toISOString().slice(0, 10)}: ${count} sessions, Chromium ${browser.version()}, ${cpus().length} cores,
load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}. From opening the address until every widget has its answer; ${rounds} rounds.

| ms | p50 | p95 | max | target (p95) |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
  process.stdout.write(report)
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/dashboards.md', report)
} finally {
  await browser.close()
  await collector.stop()
  if (args.data === undefined) {
    rmSync(data, { recursive: true, force: true })
  }
}
