import type { Page } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import type { Collector } from '../support/collector.ts'
import { startCollector } from '../support/collector.ts'
import { sendLines, toVisit } from '../support/sessionData.ts'
import { expect, test } from '../support/test.ts'

/** The page of one user: reached from every value that names a user, and the place from which their data is deleted. */
test.use({ bypassCSP: true }) // axe-core itself needs what the policy forbids

const DAY = 86_400_000
const SECRET = 'a secret for the tests'

/** Three sessions of Ada Lovelace, u-4711, on three days, one of them long ago; and one of somebody else. */
async function sendUsers(collector: Collector, appId: string): Promise<void> {
  const starts = [3, 1, 20].map((days) => Date.now() - days * DAY)
  const own = starts.flatMap((start, index) => toVisit({ appId, sessionId: `ada${index}`, start }))
  const other = toVisit({ appId, sessionId: 'other' }).map((line) =>
    line.replace('userid=u-4711,user_name=Ada\\ Lovelace', 'userid=u-1,user_name=Grace'),
  )
  await sendLines(collector.url, [...own, ...other])
}

const sectionOf = (page: Page, name: string) => page.getByRole('region', { name })

test('a user has a page with sessions, days, devices and errors, from a session, a value and the search', async ({
  page,
  collector,
  appId,
}) => {
  await sendUsers(collector, appId)
  await page.goto(`${collector.url}/sessions/ada1?app_id=${appId}`)
  await page.getByRole('link', { name: 'Page of this user' }).click()
  await expect(page).toHaveURL(`${collector.url}/users/u-4711?app_id=${appId}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('u-4711')
  const summary = sectionOf(page, 'Summary')
  await expect(summary).toContainText('Sessions3First seen')
  await expect(summary).toContainText('NamesAda Lovelace')
  await expect(summary).toContainText('BrowserChrome 3')
  await expect(summary).toContainText('OSmacOS 3')
  await expect(sectionOf(page, 'Sessions by day').getByText(/: 1 session$/)).toHaveCount(3)
  const errors = sectionOf(page, 'Errors met').getByRole('row')
  await expect(errors.filter({ hasText: 'an empty cart' })).toContainText('RangeError')
  await expect(errors).toHaveCount(3) // with the heading
  const sessions = sectionOf(page, 'Sessions in this range').getByRole('row')
  await expect(sessions).toHaveCount(4)
  expect(await findAxeViolations(page)).toEqual([])

  // The range is in the address, and what is on the page follows it; the summary is of all time.
  await page.getByRole('button', { name: '7 days' }).click()
  await expect(page).toHaveURL(/range=7d/)
  await expect(sessions).toHaveCount(3)
  await expect(summary).toContainText('Sessions3')
  await page.reload()
  await expect(sessions).toHaveCount(3)
  await errors.filter({ hasText: 'an empty cart' }).getByRole('link').click()
  await expect(page.getByRole('grid').locator('[data-index]')).toHaveCount(2)

  // From the list: the value's menu, and the chip of a search.
  await page.goto(`${collector.url}/?app_id=${appId}&range=2d`)
  await page.getByRole('grid').locator('[data-field="user"] button').first().click()
  await page.getByRole('menuitem', { name: 'Page of this user' }).click()
  await expect(page).toHaveURL(/\/users\/Grace/)
  await page.goto(`${collector.url}/?app_id=${appId}&query=user:"Ada Lovelace"`)
  await page.getByRole('link', { name: 'Page of this user' }).click()
  await expect(page).toHaveURL(/\/users\/Ada%20Lovelace/)
  await expect(summary).toContainText('User idsu-4711')

  await page.goto(`${collector.url}/users/nobody?app_id=${appId}`)
  await expect(page.getByText('No session of this user')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(() => localStorage.setItem('explorer.locale', 'zh'))
  await page.goto(`${collector.url}/users/u-4711?app_id=${appId}`)
  await expect(page.getByRole('heading', { name: '每日会话数' })).toBeVisible()
  await expect(sessions).toHaveCount(0) // their region has a Chinese name now
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    'nothing is wider than a phone',
  ).toBe(true)
  expect(await findAxeViolations(page)).toEqual([])
})

test('an administrator deletes the data of a user, and nobody else can', async ({
  page,
  appId,
}) => {
  test.setTimeout(240_000) // a collector of its own, two sign-ins and a deletion
  const guarded = await startCollector(['--admin-secret', SECRET])
  try {
    await sendUsers(guarded, appId)
    const ask = (path: string, body: object): Promise<Response> =>
      fetch(`${guarded.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const viewer = { name: 'eve', password: 'a long password', role: 'viewer' }
    expect((await ask('/api/users', viewer)).status).toBeLessThan(300)
    const signIn = async (name: string, password: string): Promise<void> => {
      await page.context().clearCookies()
      await page.goto(`${guarded.url}/users/u-4711?app_id=${appId}`)
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('u-4711')
      await expect(sectionOf(page, 'Summary')).toContainText('Sessions3')
    }
    const button = page.getByRole('button', { name: 'Delete data' })
    await signIn('eve', viewer.password)
    await expect(button).toHaveCount(0)

    await signIn('admin', SECRET)
    await button.click()
    const dialog = page.getByRole('dialog', { name: 'Delete the data of user u-4711' })
    await expect(dialog).toContainText(`3 sessions of the user id u-4711 in ${appId}`)
    expect(await findAxeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(button).toBeFocused()
    await button.click()
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(page.getByText(/^Deleted: 3 sessions with \d+ events\.$/)).toBeVisible()
    await expect(page.getByText('No session of this user')).toBeVisible()
    await expect(button).toHaveCount(0)
    await page.goto(`${guarded.url}/users/u-1?app_id=${appId}`)
    await expect(sectionOf(page, 'Summary')).toContainText('Sessions1')
  } finally {
    await guarded.stop()
  }
})
