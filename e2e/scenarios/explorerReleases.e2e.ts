import type { Locator, Page } from 'playwright/test'
import { makeWeek } from '../../demo/week/makeWeek.ts'
import { findAxeViolations } from '../support/axe.ts'
import { readCount } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'
import { createWalk } from '../support/walk.ts'
import { fillWithWeek, WEEK, WEEK_END, WEEK_OPTIONS } from '../support/week.ts'

/**
 * Health of releases on the made-up week: points 2 (release health), 3 (compare) and H (session health over time) of
 * issue 20. Release 2.3.1 of the shop throws at the checkout.
 */
test.use({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC', bypassCSP: true }) // for axe-core

test.beforeAll(async ({ collector }) => {
  test.setTimeout(300_000) // some 25,000 events
  await fillWithWeek(collector)
})

interface Counted {
  sessions: number
  crashed: number
  abnormal: number
  errored: number
}

/** Health of the shop's releases in production, counted over the events that were sent. */
function countWeek(): Map<string, Counted> {
  const releases = new Map<string, Counted>()
  for (const events of makeWeek(WEEK_OPTIONS)) {
    const [first] = events
    if (first?.tags['app_id'] !== 'shop' || first.tags['env'] !== 'prod') {
      continue
    }
    const version = String(first.tags['version'])
    const none = { sessions: 0, crashed: 0, abnormal: 0, errored: 0 }
    const release = releases.get(version) ?? none
    releases.set(version, release)
    const last = events
      .filter(({ fields }) => fields['session_seq'] !== undefined)
      .sort((one, other) => Number(one.fields['session_seq']) - Number(other.fields['session_seq']))
      .at(-1)
    const status = last?.fields['session_status']
    release.sessions++
    if (status === 'crashed' || status === 'abnormal') {
      release[status]++
    } else if (last ? Number(last.fields['session_errors']) > 0 : events.some(isError)) {
      release.errored++
    }
  }
  return releases
}

const isError = ({ measurement }: { measurement: string }): boolean => measurement === 'error'

const rowOf = (page: Page, version: string): Locator =>
  page
    .getByRole('region', { name: 'Releases', exact: true })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: version }) })

const SHOP = `/releases?app_id=shop&env=prod&${WEEK}`
const COLUMNS = { sessions: 3, crashed: 5, abnormal: 6, errored: 7 } as const

test('point 2: the numbers of each release are those of the events, and each opens its sessions', async ({
  page,
  collector,
}) => {
  await page.goto(`${collector.url}${SHOP}`)
  const expected = countWeek()
  expect([...expected.keys()].sort()).toEqual(['2.2.4', '2.3.0', '2.3.1', '2.3.2', '2.4.0'])
  for (const [version, counted] of expected) {
    for (const [name, column] of Object.entries(COLUMNS)) {
      const cell = rowOf(page, version).getByRole('cell').nth(column)
      await expect(cell, `${name} of ${version}`).toHaveText(String(counted[name as keyof Counted]))
    }
  }
  const bad = expected.get('2.3.1')
  const rate = rowOf(page, '2.3.1').locator('.level')
  await expect(rate).toHaveText(/^9\d\.\d+%poor$/) // a number and a word, besides the colour
  for (const name of ['sessions', 'crashed'] as const) {
    await rowOf(page, '2.3.1').getByRole('cell').nth(COLUMNS[name]).getByRole('link').click()
    expect(await readCount(page), name).toBe(bad?.[name])
    await page.goBack()
  }
  await page.getByRole('button', { name: 'How this is counted' }).click()
  await expect(page.getByRole('dialog')).toContainText('(sessions − crashed) ÷ sessions')
})

test('point H: health over time is drawn by release, read by keyboard, and zoomed', async ({
  page,
  collector,
}) => {
  await page.goto(`${collector.url}${SHOP}`)
  const chart = page.getByRole('application', { name: /^Crash-free sessions over time/ })
  await expect(page.locator('.release-line')).toHaveCount(6) // five releases, and all of them
  const legend = page.locator('.legend')
  await expect(legend).toContainText('whole range')
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(legend).toHaveRole('status')
  await expect(legend).toContainText(/\w{3} \d+, \d\d:00:00 to /)
  for (const measure of ['Crash-free users', 'Errors per session', 'Median duration', 'Engaged']) {
    await page.getByRole('button', { name: measure, exact: true }).click()
    await expect(page.getByRole('application', { name: new RegExp(`^${measure}`) })).toBeVisible()
    await expect(legend.locator('.legend-value').first()).toHaveText(/\d/)
  }
  await page.getByRole('button', { name: 'Adoption', exact: true }).click()
  await expect(page).toHaveURL(/measure=adoption/)
  await expect(page.locator('.area').first()).toBeVisible()
  await page.getByRole('button', { name: 'Unhealthy sessions' }).click()
  await expect(legend).toContainText('Crashed')
  await expect(legend).toContainText('Abnormal')
  await page.getByRole('application').press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(
    new RegExp(`from=${new Date(WEEK_END - 7 * 86_400_000).toISOString().slice(0, 10)}`),
  )
  await expect(page).not.toHaveURL(
    new RegExp(`to=${new Date(WEEK_END).toISOString().slice(0, 10)}`),
  )
  await page.goBack()
  await expect(page.locator('.area').first()).toBeVisible()
})

/** The open release tells which line throws, and has a session with it. */
async function expectLine(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2.3.1')
  const errors = page.getByRole('region', { name: 'New errors' })
  await expect(errors).toContainText("Cannot read properties of undefined (reading 'amount')")
  await expect(errors.locator('.stack').first()).toContainText('checkout-2.3.1.js:41:18273')
}

async function expectSession(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/sessions\/.+event=/)
  await expect(page.locator('.event-details')).toContainText("reading 'amount'")
}

test('"the crash-free rate fell after 2.3.1" leads to the failing line and a session with the mouse', async ({
  page,
  collector,
}) => {
  await page.goto(`${collector.url}/?app_id=shop&${WEEK}`)
  const walk = createWalk('with the mouse', 30)
  await walk.step(() => page.getByRole('link', { name: 'Releases', exact: true }).click())
  await walk.step(() => rowOf(page, '2.3.1').getByRole('link', { name: '2.3.1' }).click())
  await expectLine(page)
  await walk.step(() => page.getByRole('link', { name: 'Open a session with it' }).first().click())
  await expectSession(page)
  walk.end()
})

test('"the crash-free rate fell after 2.3.1" leads to the failing line and a session by keyboard', async ({
  page,
  collector,
}) => {
  await page.goto(`${collector.url}/?app_id=shop&${WEEK}`)
  const walk = createWalk('by keyboard', 30)
  const enter = (link: Locator): Promise<void> => walk.step(() => link.press('Enter'))
  await enter(page.getByRole('link', { name: 'Releases', exact: true }))
  await enter(rowOf(page, '2.3.1').getByRole('link', { name: '2.3.1' }))
  await expectLine(page)
  const toggle = page.getByRole('button', { name: /Cannot read properties/ })
  await enter(toggle)
  await expect(toggle).toHaveAttribute('aria-expanded', 'false')
  await enter(toggle)
  await enter(page.getByRole('link', { name: 'Open a session with it' }).first())
  await expectSession(page)
  walk.end()
})

test('point 3: a release stands beside the one before it, in numbers, arrows and words', async ({
  page,
  collector,
}) => {
  await page.goto(`${collector.url}${SHOP}&version=2.3.1`)
  const table = page.getByRole('region', { name: 'Compared with 2.3.0' }).getByRole('table')
  const crashed = table.getByRole('row', { name: /^Crashed/ })
  const expected = countWeek()
  const [now, before] = ['2.3.1', '2.3.0'].map((version) => expected.get(version))
  await expect(crashed).toContainText('points')
  await expect(crashed).toContainText('up')
  await crashed.getByRole('link').last().click()
  expect(await readCount(page)).toBe(before?.crashed)
  await page.goBack()
  await expect(page.locator('.verdict')).toContainText(
    `${now?.crashed} of ${now?.sessions} sessions crashed; of 2.3.0 it was ${before?.crashed} of ${before?.sessions}.`,
  )
  const differences = page.getByRole('region', { name: 'What is different about its sessions' })
  await expect(differences).toContainText(`Values that the ${now?.sessions} found rows`)
  await page.goto(`${collector.url}${SHOP}&version=2.2.4`)
  await expect(page.locator('.verdict')).toContainText('This is the first release that is stored')
  await page.goto(`${collector.url}${SHOP}&version=9.9`)
  await expect(page.getByRole('alert')).toContainText('no event of this version is stored')
})

test('point 3: what is different opens from an error, about its sessions and about all errors', async ({
  page,
  collector,
}) => {
  const query = encodeURIComponent('"reading \'amount\'"')
  await page.goto(`${collector.url}/errors?app_id=shop&group=0&query=${query}&${WEEK}`)
  await page.getByRole('grid').locator('[data-index]').first().getByRole('link').first().click()
  const open = page.locator('.drawer').getByRole('button', { name: 'What is different' })
  await open.click()
  const dialog = page.getByRole('dialog', { name: 'What is different' })
  const version = dialog.getByRole('row').filter({ hasText: '2.3.1' })
  await expect(version).toContainText('100%')
  await dialog.getByRole('button', { name: 'This error, and all others' }).click()
  await expect(version).toContainText('100%')
  await expect(dialog.getByRole('rowheader', { name: 'Error type' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(open).toBeFocused() // the drawer is still there
  await open.click()
  await version.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL(/fingerprint.+version/)
})

for (const locale of ['en', 'zh'] as const) {
  test(`axe-core finds nothing on the pages of releases in ${locale}`, async ({
    page,
    collector,
  }) => {
    await page.addInitScript((wanted) => localStorage.setItem('explorer.locale', wanted), locale)
    for (const [path, ready] of [
      [SHOP, '.release-table'],
      [`${SHOP}&measure=adoption`, '.area'],
      [`${SHOP}&version=2.3.1`, '.stack'],
      [`${SHOP}&version=2.3.2`, '.gone'],
      ['/releases?app_id=nothing', '.empty'],
    ] as const) {
      await page.goto(`${collector.url}${path}`)
      await expect(page.locator(ready).first()).toBeVisible()
      await page.emulateMedia({ colorScheme: 'light' })
      expect.soft(await findAxeViolations(page), path).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect.soft(await findAxeViolations(page, ['color-contrast']), `${path}, dark`).toEqual([])
    }
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(`${collector.url}${SHOP}`)
    await expect(page.locator('.release-table')).toBeVisible()
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wider, 'the page scrolls only downwards').toBeLessThanOrEqual(0)
  })
}
