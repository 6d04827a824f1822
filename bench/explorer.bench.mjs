import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { mergePastDays } from '../collector/bench/mergePastDays.mjs'
import { sendWeek, startCollector } from './explorer/collector.mjs'
import {
  countBytes,
  noteFirstRow,
  settle,
  timeFilter,
  timeFrames,
  timeMenu,
} from './explorer/pageTimes.mjs'

/**
 * `npm run bench:explorer [-- --sessions 200000 --rounds 30 --data <directory>]`: how long a person waits for the
 * explorer on the made-up week, beside a page of the same collector that does nothing. `--data` names a directory that was
 * filled before. Needs `npm run build`. Writes `bench/results/explorer.md`.
 */
const { values: args } = parseArgs({
  options: {
    sessions: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '30' },
    data: { type: 'string' },
  },
})
const rounds = Number(args.rounds)
const data = args.data ?? mkdtempSync(join(tmpdir(), 'dataflux-rum-explorer-'))
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path))
const VIEWPORT = { width: 1440, height: 900 }
/** The whole week, so that each answer is about all of its sessions. */
const LIST = '/?range=7d'
const FACET_VALUES = '.facet-row:not(.included) .facet-value'
const GRID = '[role="grid"]'

if (args.data === undefined) {
  const filled = await startCollector(data)
  await sendWeek(filled.url, { sessions: Number(args.sessions), end: Date.now() })
  await filled.stop()
}
mergePastDays(data)
const collector = await startCollector(data)
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: VIEWPORT })
const cdp = await page.context().newCDPSession(page)
await page.addInitScript(noteFirstRow)
await settle(page)

function toPercentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]
}

/** Opens an address as if for the first time: nothing of it is in the browser's cache. */
async function withPage(path, use) {
  await page.goto('about:blank')
  await cdp.send('Network.clearBrowserCache')
  await page.goto(`${collector.url}${path}`)
  const answer = await use(page)
  await page.waitForLoadState('networkidle') // questions that are still open would slow the next page
  return answer
}

async function timeOpenings() {
  const [empty, list] = [[], []]
  let bytes = 0
  for (let round = 0; round < rounds; round++) {
    // They alternate, so that a slow minute of the machine falls on both.
    empty.push(
      await withPage('/healthz', (page) =>
        page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => done(performance.now()))),
        ),
      ),
    )
    await withPage(LIST, async (page) => {
      list.push(await page.evaluate(() => globalThis.firstRow))
      bytes = await page.evaluate(countBytes)
    })
  }
  return { empty, list, bytes }
}

async function timeClicks() {
  return withPage(LIST, async (page) => {
    await page.evaluate(() => globalThis.firstRow)
    await page.locator(FACET_VALUES).nth(8).waitFor()
    const [filters, menus] = [[], []]
    for (let round = 0; round < rounds; round++) {
      await page.goto(`${collector.url}${LIST}`)
      await page.locator(FACET_VALUES).nth(8).waitFor()
      await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2) // as the person who will click does
      await page.waitForLoadState('networkidle')
      filters.push(await page.evaluate(timeFilter, [FACET_VALUES, round % 9]))
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]')) // picture and facets
      menus.push(await page.evaluate(timeMenu, ['[data-field="browser"] button', round % 5]))
      await page.keyboard.press('Escape')
    }
    return { filters, menus }
  })
}

/** Questions about the whole week that pages ask. The search has few answers, as that of a person has. */
const QUESTIONS = [
  [
    'what is different about a release',
    '/api/sessions/differences',
    { of: 'version:2.3.1', app_id: 'shop' },
  ],
  [
    'what is different about the sessions with an error',
    '/api/sessions/differences',
    { of: 'error_type:TypeError' },
  ],
  [
    'what is different about an error',
    '/api/events/differences',
    { of: 'error_type:TypeError', type: 'error' },
  ],
  ['the health of releases', '/api/releases', { app_id: 'shop' }],
  [
    'the health of releases over time',
    '/api/releases/series',
    { app_id: 'shop', interval: 10_800_000 },
  ],
  [
    'a release beside the one before it',
    '/api/releases/comparison',
    { app_id: 'shop', version: '2.3.1' },
  ],
]

/** Asks through HTTP, one question at a time. */
async function timeQuestions(week) {
  const times = new Map(QUESTIONS.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, path, parameters] of QUESTIONS) {
      const begin = performance.now()
      // Another range in each round, so that no answer is known.
      await collector.ask(path, { ...week, ...parameters, to: Date.now() - round })
      times.get(name).push(performance.now() - begin)
    }
  }
  return times
}

const FRAMES = 300

async function timeScrolling() {
  return withPage('/gallery', async (page) => {
    await page.locator(`${GRID} [data-index]`).first().waitFor()
    await page.locator(GRID).scrollIntoViewIfNeeded()
    const rows = await page.evaluate(timeFrames, [GRID, FRAMES])
    await page.goto('about:blank') // the explorer's policy lets no HTML be set
    await page.setContent(
      '<div id="plain" style="height:600px;overflow:auto"><div style="height:2800000px">plain</div></div>',
    )
    const plain = await page.evaluate(timeFrames, ['#plain', FRAMES])
    return { rows, plain }
  })
}

function toRow(name, values, { target = '', base } = {}) {
  const [p50, p95] = [0.5, 0.95].map((share) => toPercentile(values, share))
  const ratio = base === undefined ? '' : `${(p50 / toPercentile(base, 0.5)).toFixed(1)}×`
  const numbers = [p50, p95, Math.max(...values)].map((ms) => ms.toFixed(0))
  return `| ${name} | ${numbers.join(' | ')} | ${target} | ${ratio} |`
}

try {
  const week = { from: Date.now() - 7 * 86_400_000 }
  const { count: sessions } = await collector.ask('/api/sessions/count', week)
  const { count: events } = await collector.ask('/api/events/count', week)
  const { empty, list, bytes } = await timeOpenings()
  const { filters, menus } = await timeClicks()
  const { rows, plain } = await timeScrolling()
  const questions = await timeQuestions(week)
  const slow = (times) => times.filter((ms) => ms > 50).length
  const report = `# The explorer's answers

\`npm run bench:explorer\`, ${new Date().toISOString().slice(0, 10)}: ${sessions} sessions and ${events} events of the last seven days,
Chromium ${browser.version()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}.
${rounds} rounds; the last column compares medians with the base of the same run.

| ms | p50 | p95 | max | target (p95) | of the base |
| --- | --- | --- | --- | --- | --- |
${toRow('base: opening a page that does nothing', empty)}
${toRow('from opening to the painted list', list, { target: '1000', base: empty })}
${toRow('applying a filter', filters, { target: '700', base: empty })}
${toRow('opening the menu of a value', menus, { target: '100', base: empty })}
${toRow('base: a frame while a plain page scrolls', plain)}
${toRow('a frame while 100,000 rows scroll', rows, { target: '50', base: plain })}

| questions, answered by the collector | p50 | p95 | max | target (p95) | |
| --- | --- | --- | --- | --- | --- |
${[...questions].map(([name, times]) => toRow(name, times, { target: '3000' })).join('\n')}

Frames above 50 ms: ${slow(rows)} of ${rows.length}; of the plain page ${slow(plain)}.
First load: ${bytes} bytes on the wire.
`
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/explorer.md', report)
  process.stdout.write(report)
} finally {
  await browser.close()
  await collector.stop()
  if (args.data === undefined) {
    rmSync(data, { recursive: true, force: true })
  }
}
