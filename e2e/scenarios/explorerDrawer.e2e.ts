import type { Locator, Page } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import { sendLines, toVisit } from '../support/sessionData.ts'
import { expect, test } from '../support/test.ts'

/** A row of a list in the drawer, on the real collector. */
test.use({ viewport: { width: 1440, height: 900 }, bypassCSP: true }) // axe-core needs what the policy forbids

const rowsOf = (page: Page): Locator => page.getByRole('grid').locator('[data-index]')
const linkOf = (page: Page, row: number): Locator =>
  page.getByRole('grid').locator(`[data-index="${row}"]`).getByRole('link')
const drawerOf = (page: Page): Locator => page.getByRole('dialog', { name: /Ada Lovelace/ })
const readParam = (page: Page, name: string): string | null =>
  new URL(page.url()).searchParams.get(name)

const HOUR = 3_600_000

/** Sessions s0, s1 …, the newest first. */
async function sendVisits(url: string, appId: string, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) =>
    toVisit({ appId, sessionId: `s${index}`, start: Date.now() - 2 * HOUR - index * 60_000 }),
  )
  await sendLines(url, lines.flat())
}

test('S13: a click on a row opens a drawer with property fields, session details, extended fields and bound views; the URL holds it, Esc closes it, Back works', async ({
  page,
  collector,
  appId,
}) => {
  await sendVisits(collector.url, appId, 60)
  await page.goto(`${collector.url}/?app_id=${appId}`)
  const table = page.getByRole('grid')
  await expect(rowsOf(page).first()).toBeVisible()
  await table.evaluate((element) => element.scrollTo(0, 600))
  await linkOf(page, 25).click()
  const drawer = drawerOf(page)
  for (const name of ['Property fields', 'Session details', 'Extended fields', 'Bound views']) {
    await expect(drawer.getByRole('region', { name, exact: true })).toBeAttached()
  }
  await expect(drawer.getByRole('heading', { name: /Ada Lovelace/ })).toBeFocused()
  expect([readParam(page, 'session'), readParam(page, 'session_app')]).toEqual(['s25', appId])
  await expect(linkOf(page, 25)).toHaveAttribute('aria-current', 'true')

  // On to the next rows, by key and by button; one entry of the history for all of them.
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/session=s26&/)
  await page.keyboard.press('k')
  await drawer.getByRole('button', { name: 'Previous row (k)' }).click()
  await expect(page).toHaveURL(/session=s24&/)
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(linkOf(page, 24)).toBeFocused()
  expect(readParam(page, 'session')).toBe(null)
  expect(await table.evaluate((element) => element.scrollTop)).toBe(600)
  await page.goForward()
  await expect(drawer).toBeVisible()
  await page.goBack()
  await expect(drawer).toHaveCount(0)

  // From the list: Enter opens, arrows take the drawer along, a value's menu closes alone.
  await linkOf(page, 24).press('Enter')
  await expect(drawer).toBeVisible()
  await linkOf(page, 24).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page).toHaveURL(/session=s25&/)
  await expect(linkOf(page, 25)).toBeFocused()
  await page.reload()
  await expect(drawer.locator('.event-row')).toHaveCount(9)
  await drawer.getByRole('button', { name: 'shop', exact: true }).first().click()
  await expect(page.getByRole('menuitem')).toHaveCount(4)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(drawer).toBeVisible()

  // The drawer becomes a page, and comes back with it.
  await drawer.getByRole('link', { name: 'Open as page' }).click()
  await expect(page).toHaveURL(`${collector.url}/sessions/s25?app_id=${appId}`)
  await page.goBack()
  await expect(drawer).toBeVisible()
  const opened = page.context().waitForEvent('page')
  await linkOf(page, 24).click({ modifiers: ['ControlOrMeta'] })
  expect((await opened).url()).toBe(`${collector.url}/sessions/s24?app_id=${appId}`)
  const openedByMiddle = page.context().waitForEvent('page')
  const cell = page.locator('[data-index="23"] [role="rowheader"]')
  await cell.click({ button: 'middle', position: { x: 2, y: 2 } }) // beside the link
  expect((await openedByMiddle).url()).toBe(`${collector.url}/sessions/s23?app_id=${appId}`)
  await expect(drawer).toHaveAccessibleName(/Ada Lovelace/)
})

test('S13: an event opens at its details over its session, and Esc leads back one layer at a time', async ({
  page,
  collector,
  appId,
}) => {
  await sendVisits(collector.url, appId, 2)
  await page.goto(`${collector.url}/errors?app_id=${appId}&group=0&query=error_type:RangeError`)
  await linkOf(page, 0).click()
  const drawer = drawerOf(page)
  const details = drawer.getByRole('region', { name: 'Error details' })
  await expect(details).toContainText('an empty cart')
  for (const name of ['Property fields', 'Session details', 'Extended fields', 'Bound views']) {
    await expect(details.getByRole('region', { name, exact: true })).toBeAttached()
  }
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/event=s1-e1/)
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(linkOf(page, 1)).toBeFocused()

  // The steps before it are entries of the same drawer; the session is one layer below.
  await linkOf(page, 1).press('Enter')
  await details.getByRole('button', { name: 'Pay now' }).click()
  await expect(drawer.getByRole('region', { name: 'Action details' })).toContainText('Pay now')
  await drawer.getByRole('button', { name: 'Back to the session' }).click()
  const entries = drawer.getByRole('list', { name: 'Access details' }).getByRole('button')
  await entries.filter({ hasText: 'an empty cart' }).click()
  await expect(details).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(entries.filter({ hasText: 'an empty cart' })).toBeFocused()
  await page.keyboard.press('ArrowDown') // inside the list of entries, not to another row
  await expect(entries.filter({ hasText: 'Payment refused' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(linkOf(page, 1)).toBeFocused()
})

for (const locale of ['en', 'zh']) {
  test(`the drawer fills a narrow screen, and axe-core finds nothing in it in ${locale}`, async ({
    page,
    collector,
    appId,
  }) => {
    await page.addInitScript((wanted) => localStorage.setItem('explorer.locale', wanted), locale)
    await sendVisits(collector.url, appId, 1)
    for (const event of ['', '&event=s0-e1', '&event=s0-v1']) {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(`${collector.url}/?app_id=${appId}&session=s0&session_app=${appId}${event}`)
      await expect(drawerOf(page).locator('.bound-views').last()).toBeAttached()
      await page.locator('.bound-views').last().scrollIntoViewIfNeeded()
      await expect(page.locator('.bound-view').last()).toBeAttached()
      await page.emulateMedia({ colorScheme: 'light' })
      expect.soft(await findAxeViolations(page), event).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect.soft(await findAxeViolations(page, ['color-contrast']), `${event}, dark`).toEqual([])
    }
    await page.setViewportSize({ width: 360, height: 740 })
    await expect
      .poll(() => drawerOf(page).boundingBox())
      .toEqual({ x: 0, y: 0, width: 360, height: 740 })
    expect.soft(await findAxeViolations(page), 'narrow').toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(drawerOf(page)).toHaveCount(0)
  })
}
