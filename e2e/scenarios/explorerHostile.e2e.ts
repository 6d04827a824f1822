import type { Locator, Page } from 'playwright/test'
import { MIXED_COUNT, MIXED_ID } from '../../demo/hostile/hostileWeek.ts'
import {
  KEYS_ID,
  RESOURCE_COUNT,
  RESOURCES_ID,
  VIEW_COUNT,
  VIEWS_ID,
} from '../../demo/hostile/largeSessions.ts'
import { sendHostileWeek } from '../../demo/hostile/sendHostileWeek.ts'
import { LONG_ID, toTextSessionId } from '../../demo/hostile/textSessions.ts'
import { HOSTILE_TEXTS } from '../../demo/hostile/texts.ts'
import { toVisibleText } from '../../explorer/src/format/visibleText.ts'
import { expect, test } from '../support/test.ts'

/** The explorer shows all data as text that somebody sent to run code, to mislead or to freeze a reader. */
const APP = 'hostile'
const LISTS = ['', 'views', 'actions', 'errors', 'resources', 'long-tasks', 'logs']
/** Elements of a page, whatever is on it. A list of 20,000 rows in the document would have 100,000. */
const MOST_ELEMENTS = 6000
/** Characters of a page: a text of a megabyte is cut where it is shown. */
const MOST_CHARACTERS = 300_000

test.beforeAll(async ({ collector }) => {
  test.setTimeout(300_000) // some 36,000 events
  await sendHostileWeek({ url: collector.url, appId: APP, end: Date.now() - 60_000 })
})

const rowsOf = (page: Page): Locator => page.getByRole('list', { name: 'Access details' })
const toSessionUrl = (origin: string, id: string): string =>
  `${origin}/sessions/${encodeURIComponent(id)}?app_id=${APP}`

/** Notes what no data may bring about: a request elsewhere, a dialog, a violation of the policy, an exception. */
async function watch(page: Page, origin: string): Promise<string[]> {
  const found: string[] = []
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      throw new Error(`policy: ${violatedDirective} ${blockedURI}`)
    })
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) {
      found.push(`request: ${request.url()}`)
    }
  })
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => found.push(`exception: ${error.stack}`))
  page.on('console', (message) => {
    if (message.type() === 'error') {
      found.push(`console: ${message.text()}`)
    }
  })
  return found
}

async function expectUnharmed(page: Page): Promise<void> {
  const state = await page.evaluate(() => ({
    isHacked: 'isHacked' in globalThis,
    elements: document.querySelectorAll('*').length,
    characters: document.body.textContent?.length ?? 0,
    // The page's own links lead nowhere else, and no data became an element.
    strangers: [...document.querySelectorAll('#app :is(script, img, iframe, a[href])')]
      .filter((one) => !one.matches('a:is([href^="/"], [href^="#"]):not([href^="//"])'))
      .map((one) => one.outerHTML.slice(0, 200)),
  }))
  expect(state).toMatchObject({ isHacked: false, strangers: [] })
  expect(state.elements).toBeLessThan(MOST_ELEMENTS)
  expect(state.characters).toBeLessThan(MOST_CHARACTERS)
}

test('hostile texts are text in every list, in facets, in the search and on the page of a session', async ({
  page,
  collector,
}) => {
  test.setTimeout(300_000)
  const found = await watch(page, collector.url)
  for (const list of LISTS) {
    await page.goto(`${collector.url}/${list}?app_id=${APP}&range=2d`)
    await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expectUnharmed(page)
  }
  for (const [index, text] of HOSTILE_TEXTS.entries()) {
    const shown = toVisibleText(text).slice(0, 100)
    const query = `user_name:"${text.replace(/[\\"]/g, '\\$&')}"`
    await page.goto(`${collector.url}/?${new URLSearchParams({ app_id: APP, range: '2d', query })}`)
    await expect(page.locator('.results-count'), query).toHaveText('1 session')
    await page.getByRole('grid').locator('[data-index] a').first().click()
    await expectUnharmed(page) // with the drawer
    await page.getByRole('link', { name: 'Open as page' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(shown)
    for (const kind of ['view', 'action', 'error']) {
      await rowsOf(page).locator(`.event-row.is-${kind}`).click()
      await expect(page.locator('.event-details .details-name')).toContainText(shown)
      await expectUnharmed(page)
    }
    expect(found, text).toEqual([])
    expect(new URL(page.url()).pathname).toBe(
      `/sessions/${encodeURIComponent(toTextSessionId(index))}`,
    )
  }
})

test('texts of a megabyte, 10,000 names, 20,000 resources and 5,000 views open as fast as a page can read', async ({
  page,
  collector,
}) => {
  test.setTimeout(600_000)
  const found = await watch(page, collector.url)
  const status = page.locator('.events-bar [role="status"]')

  await page.goto(toSessionUrl(collector.url, LONG_ID))
  for (let index = 0; index < 6; index++) {
    await rowsOf(page).locator('.event-row').nth(index).click()
    await expect(page.locator('.event-details')).toBeVisible()
    await page.waitForLoadState('networkidle') // the whole texts of a megabyte
    await expectUnharmed(page)
  }
  await page.goto(toSessionUrl(collector.url, KEYS_ID))
  await rowsOf(page).locator('.event-row').first().focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.getByRole('searchbox', { name: 'Find an extended field' }).fill('key_9999')
  await expect(page.locator('.event-details [data-region="extended"] .attribute')).toHaveCount(1)
  await expectUnharmed(page)

  await page.goto(`${toSessionUrl(collector.url, RESOURCES_ID)}&type=view`)
  const slow = { timeout: 200_000 } // 12 answers one after another, on a machine that does other things
  await expect(status).toContainText(`of ${(RESOURCE_COUNT + 1).toLocaleString('en')}`, slow)
  await rowsOf(page).locator('.event-row.is-view').click()
  const bars = page.getByRole('list', { name: 'Waterfall' }).getByRole('listitem')
  await expect(bars.first()).toHaveAttribute('aria-setsize', String(RESOURCE_COUNT))
  await page.locator('.waterfall-rows').press('End')
  await expectUnharmed(page)

  for (const [id, count] of [
    [VIEWS_ID, VIEW_COUNT],
    [MIXED_ID, MIXED_COUNT],
  ] as const) {
    await page.goto(toSessionUrl(collector.url, id))
    await expect(status).toContainText(count.toLocaleString('en'), slow)
    await expect(page.locator('.journey')).toHaveAttribute('aria-busy', 'false')
    await rowsOf(page).locator('.event-row').first().focus()
    await page.keyboard.press('End')
    await expect(rowsOf(page).locator(':focus')).toBeVisible()
    await expectUnharmed(page)
  }
  expect(found).toEqual([])
})
