import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { sendWeek, startCollector } from '../bench/explorer/collector.mjs'
import { DASHBOARD_SCENES } from './screenshots/dashboardScenes.mjs'
import { LIST_SCENES } from './screenshots/listScenes.mjs'
import { RELEASE_SCENES } from './screenshots/releaseScenes.mjs'
import { SESSION_SCENES } from './screenshots/sessionScenes.mjs'
import { SETTINGS_SCENES } from './screenshots/settingsScenes.mjs'

const HELP = `Takes the pictures of the Session Explorer for docs/images, from the built collector and a made-up
week. Seed, end of the week and the page's clock are fixed, so that the same build gives the same pictures.

  npm run docs:screenshots                          all of them
  npm run docs:screenshots -- facets                those whose name contains this
  npm run docs:screenshots -- --data <directory>    keeps the week there, for the next time
  npm run docs:screenshots -- --out <directory>     docs/images by default
`

/** The last moment of a Wednesday. The week before it has a bad deploy, a slow API and an outage. */
const END = Date.UTC(2026, 10, 26) - 1
const SESSIONS = 800
const WIDE = { width: 1280, height: 800 }
const LIMIT_BYTES = 200_000

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'docs/images' },
    help: { type: 'boolean', short: 'h' },
  },
})

/**
 * One picture. `prepare` brings the page to the state that is shown; without it the page is shown as it opens.
 *
 * @typedef {object} Scene
 * @property {string} name - of the file, without `.png`
 * @property {string} path - address below the collector, with its parameters
 * @property {(page: import('playwright').Page) => Promise<void>} [prepare]
 * @property {string} [ready] - selector of what must be shown before; a row of the list by default
 * @property {'dark' | 'light'} [theme]
 * @property {'en' | 'zh'} [locale]
 * @property {{ width: number, height: number }} [viewport]
 */

/** @param {Scene} scene */
async function takePicture(browser, url, scene) {
  const { name, path, prepare, theme = 'light', locale = 'en', viewport = WIDE } = scene
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: locale === 'zh' ? 'zh-CN' : 'en-US',
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(END)
  try {
    await page.goto(`${url}${path}`)
    await page
      .locator(scene.ready ?? '[role="grid"] [data-index]')
      .first()
      .waitFor()
    await page.waitForLoadState('networkidle')
    await prepare?.(page)
    await page.waitForLoadState('networkidle')
    const file = join(values.out, `${name}.png`)
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
    return statSync(file).size
  } finally {
    await context.close()
  }
}

async function run() {
  const scenes = [LIST_SCENES, SESSION_SCENES, RELEASE_SCENES, DASHBOARD_SCENES, SETTINGS_SCENES]
  const wanted = scenes
    .flat()
    .filter(
      ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
    )
  const data = values.data ?? mkdtempSync(join(tmpdir(), 'dataflux-rum-screenshots-'))
  mkdirSync(values.out, { recursive: true })
  const isFilled = existsSync(data) && values.data !== undefined && existsSync(join(data, 'week'))
  const collector = await startCollector(data, ['--retention-days', '3650'])
  const executablePath =
    process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path))
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--font-render-hinting=none'],
  })
  try {
    if (!isFilled) {
      await sendWeek(collector.url, { sessions: SESSIONS, end: END })
      mkdirSync(join(data, 'week')) // marks a directory that has the whole week
    }
    for (const scene of wanted) {
      const bytes = await takePicture(browser, collector.url, scene)
      const note = bytes > LIMIT_BYTES ? ', larger than 200 kB' : ''
      process.stdout.write(`${scene.name}.png, ${Math.round(bytes / 1000)} kB${note}\n`)
    }
  } finally {
    await browser.close()
    await collector.stop()
    if (values.data === undefined) {
      rmSync(data, { recursive: true, force: true })
    }
  }
}

if (values.help) {
  process.stdout.write(HELP)
} else {
  await run()
}
