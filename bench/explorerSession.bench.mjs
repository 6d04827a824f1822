import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { startCollector } from './explorer/collector.mjs'
import { loadHostileSessions } from './explorer/hostileSessions.mjs'
import { settle, timeFrames } from './explorer/pageTimes.mjs'
import { noteLongTasks, timeJourney, timeZoom } from './explorer/sessionTimes.mjs'

/**
 * `npm run bench:session [-- --rounds 30]`: how long a person waits for the page of a session, beside a page of the same
 * collector that does nothing; how smooth its waterfall is; and how long hostile sessions hold the main thread. Needs
 * `npm run build`. Writes `bench/results/session.md`.
 */
const { values: args } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } })
const rounds = Number(args.rounds)
const FRAMES = 300
const APP = 'bench'
const WATERFALL = { id: 'waterfall', count: 2000 }
const SIZES = [500, 10_000]
const ROW = '[role="grid"] [data-index] a'
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path))

const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-session-'))
const collector = await startCollector(data)
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
await context.addInitScript(noteLongTasks)
const page = await context.newPage()
await settle(page)
const hostile = await loadHostileSessions()

async function sendAll() {
  const options = { appId: APP, end: Date.now() - 60_000 }
  const mixed = SIZES.map((count) => ({ ...options, id: `mixed-${count}`, count }))
  await hostile.sendSessions({ url: collector.url }, [
    ...mixed.map((one) => ({ id: one.id, lines: hostile.makeMixed(one) })),
    { id: WATERFALL.id, lines: hostile.makeResources({ ...options, ...WATERFALL }) },
  ])
  await hostile.sendHostileWeek({ ...options, url: collector.url })
}

/** Opens the list in which a session is the only row. The browser's cache is warm, the page's own is empty. */
async function openList(id) {
  const query = `session_id:"${id.replace(/[\\"]/g, '\\$&')}"`
  await page.goto(`${collector.url}/?${new URLSearchParams({ range: '2d', query, app_id: APP })}`)
  await page.locator(ROW).first().waitFor()
  await page.waitForLoadState('networkidle')
}

async function timeSession(id) {
  await openList(id)
  // A click follows the pointer, and the explorer loads what a click needs while the pointer comes.
  await page.locator(ROW).first().hover()
  await page.waitForLoadState('networkidle')
  return page.evaluate(timeJourney, ROW)
}

async function timeSessions() {
  const times = { base: [], ...Object.fromEntries(SIZES.map((size) => [size, []])) }
  await timeSession('mixed-500') // fills the browser's cache
  for (let round = 0; round < rounds; round++) {
    // They alternate, so that a slow minute of the machine falls on all.
    await page.goto(`${collector.url}/healthz`)
    times.base.push(
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => done(performance.now()))),
      ),
    )
    for (const size of SIZES) {
      times[size].push(await timeSession(`mixed-${size}`))
    }
  }
  return times
}

async function timeWaterfall() {
  await openList(WATERFALL.id)
  await page.evaluate(timeJourney, ROW)
  await page.locator('.event-row.is-view').click()
  const rows = page.locator('.waterfall-rows')
  await rows.locator('.waterfall-item').first().waitFor()
  await rows.scrollIntoViewIfNeeded()
  const zoom = await page.evaluate(timeZoom, FRAMES)
  const scroll = await page.evaluate(timeFrames, ['.waterfall-rows', FRAMES])
  await page.goto('about:blank') // the explorer's policy forbids to write its document
  await page.setContent(
    '<div id="plain" style="height:600px;overflow:auto"><div style="height:2800000px">plain</div></div>',
  )
  return { zoom, scroll, plain: await page.evaluate(timeFrames, ['#plain', FRAMES]) }
}

/** Opens each hostile session with its largest event, and says how long the page was held at most. */
async function timeHostile() {
  const { KEYS_ID, LONG_ID, MIXED_ID, RESOURCES_ID, VIEWS_ID, toTextSessionId } = hostile
  const ids = ['mixed-500', toTextSessionId(0), LONG_ID, KEYS_ID, RESOURCES_ID, VIEWS_ID, MIXED_ID]
  const found = []
  for (const id of ids) {
    const { first, whole } = await timeSession(id)
    await page.locator('.event-row').first().click()
    await page.locator('.event-details').waitFor()
    await page.waitForLoadState('networkidle')
    found.push({ id, first, whole, longest: await page.evaluate(() => globalThis.longestTask) })
  }
  return found
}

function toPercentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]
}

function toRow(name, values, { target = '', base } = {}) {
  const [p50, p95] = [0.5, 0.95].map((share) => toPercentile(values, share))
  const ratio = base === undefined ? '' : `${(p50 / toPercentile(base, 0.5)).toFixed(1)}×`
  const numbers = [p50, p95, Math.max(...values)].map((ms) => ms.toFixed(0))
  return `| ${name} | ${numbers.join(' | ')} | ${target} | ${ratio} |`
}

function toReport({ base, ...times }, { zoom, scroll, plain }, hostileTimes) {
  const slow = (frames) => frames.filter((ms) => ms > 50).length
  const firsts = (size) => times[size].map(({ first }) => first)
  const wholes = (size) => times[size].map(({ whole }) => whole)
  return `# The page of a session

\`npm run bench:session\`, ${new Date().toISOString().slice(0, 10)}: Chromium ${browser.version()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}.
${rounds} rounds; the last column compares medians with the base of the same run.

| ms | p50 | p95 | max | target (p95) | of the base |
| --- | --- | --- | --- | --- | --- |
${toRow('base: opening a page that does nothing', base)}
${toRow('from the click on a row to the painted journey, 500 events', firsts(500), { target: '300', base })}
${toRow('… with all of its events', wholes(500), { target: '300', base })}
${toRow('from the click on a row to the painted journey, 10,000 events', firsts(10_000), { target: '1000', base })}
${toRow('… with all of its events', wholes(10_000), { target: '1000', base })}
${toRow('base: a frame while a plain page scrolls', plain)}
${toRow('a frame while a waterfall of 2,000 resources scrolls', scroll, { target: '50', base: plain })}
${toRow('a frame while it zooms and pans', zoom, { target: '50', base: plain })}

Frames above 50 ms: ${slow(scroll)} of ${scroll.length} while it scrolls, ${slow(zoom)} of ${zoom.length} while it zooms; of the plain page ${slow(plain)}.

Sessions made to hurt, and one of 500 events beside them: once each, with the details of an event opened.

| session | journey painted, ms | all events, ms | longest task, ms |
| --- | --- | --- | --- |
${hostileTimes.map(({ id, ...ms }) => `| ${toName(id)} | ${[ms.first, ms.whole, ms.longest].map((one) => one.toFixed(0)).join(' | ')} |`).join('\n')}
`
}

const toName = (id) => `\`${id.slice(0, 20).replace(/[`|]/g, '')}\``

try {
  await sendAll()
  const report = toReport(await timeSessions(), await timeWaterfall(), await timeHostile())
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/session.md', report)
  process.stdout.write(report)
} finally {
  await browser.close()
  await collector.stop()
  rmSync(data, { recursive: true, force: true })
}
