import type { Locator } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import { sendSessions } from '../support/explorerData.ts'
import { countOf, rowsOf } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'

/** A person chooses, compares and exports the rows of the explorer, and keeps its screens. */
const isList = (url: URL): boolean => url.pathname === '/api/sessions'

test('point 5: rows are chosen by mouse and keyboard, exported, linked and compared, and the first column has a menu', async ({
  page,
  context,
  collector,
  appId,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await sendSessions(collector.url, appId, [
    { id: 'a', browser: 'Chrome', ago: 5, user: 'Ada Lovelace', errors: 2, isCrashed: true },
    { id: 'b', browser: 'Edge', ago: 6, user: 'Grace Hopper' },
    { id: 'c', browser: 'Chrome', ago: 7 },
    { id: 'd', browser: 'Chrome', ago: 8 },
    { id: 'e', browser: 'Safari', ago: 9 },
  ])
  await page.goto(`${collector.url}/?app_id=${appId}`)
  const bar = page.getByRole('region', { name: 'Selected rows' })
  const mark = (row: number): Locator => page.getByRole('checkbox', { name: `Select row ${row}` })
  const count = bar.getByRole('status')
  await mark(1).click()
  await expect(count).toHaveText('1 selected')
  await expect(bar.getByRole('button', { name: 'Compare' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await mark(4).click({ modifiers: ['Shift'] })
  await expect(count).toHaveText('4 selected')
  await expect(page).toHaveURL(/\/\?app_id=/) // a choice opens nothing

  // The same by keyboard: x toggles, Shift extends, Escape clears.
  await rowsOf(page).nth(1).getByRole('link').focus()
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(count).toHaveText('2 selected')
  await expect(rowsOf(page).nth(2)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await page.keyboard.press('Shift+X')
  await expect(count).toHaveText('3 selected') // rows 1 to 3

  await bar.getByRole('button', { name: 'Copy links' }).click()
  await expect(page.getByText(/links are on the clipboard$/)).toBeVisible()
  const links = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
  expect(links[0]).toBe(`${collector.url}/sessions/a?app_id=${appId}`)

  const download = page.waitForEvent('download')
  await bar.getByRole('button', { name: 'Export the selected rows: Export' }).click()
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  const file = await (await download).createReadStream()
  const lines = (await file.toArray()).join('').trim().split('\r\n')
  expect(lines[0]).toMatch(/^session_start,time_spent,user,/)
  expect(lines.filter((line) => line.includes('Ada Lovelace'))).toHaveLength(1)
  expect(lines).toHaveLength(links.length + 1)

  await bar.getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog', { name: /^Compare/ })
  const row = (name: string): Locator =>
    dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })
  await expect(row('Differs: Browser').getByRole('button')).toHaveText(['Chrome', 'Edge', 'Chrome'])
  await expect(row('App')).toHaveCount(0)
  await dialog.getByText(/^All fields/).click()
  await expect(row('Application').getByRole('button').first()).toHaveText(appId)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  // The list follows the search, and the selection the list.
  const search = page.getByRole('combobox', { name: 'Search' })
  await search.fill('browser:Edge')
  await search.press('Enter')
  await expect(count).toHaveText('1 selected')

  await rowsOf(page).first().hover()
  await rowsOf(page).first().getByRole('button', { name: 'Menu of Start' }).click()
  await expect(page.getByRole('menu').getByRole('menuitem')).toHaveCount(4)
})

test('point 7: views are private or shared, open by default, and are updated, renamed, linked and deleted', async ({
  page,
  context,
  browser,
  collector,
  appId,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await sendSessions(collector.url, appId, [
    { id: 'a', browser: 'Chrome', ago: 5 },
    { id: 'b', browser: 'Edge', ago: 6 },
  ])
  const home = `${collector.url}/?app_id=${appId}`
  await page.goto(`${home}&query=browser:Edge`)
  const menu = page.getByRole('button', { name: /^Saved views/ })
  const panel = page.getByRole('dialog', { name: 'Saved views' })
  const open = (name: string): Locator => panel.getByRole('button', { name, exact: true })
  const choose = async (name: string, entry: string): Promise<void> => {
    await panel.getByRole('button', { name: `Options of ${name}` }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  const save = async (name: string): Promise<void> => {
    await panel.getByLabel('Name').fill(name)
    await panel.getByRole('button', { name: 'Save this view' }).click()
    await expect(open(name)).toBeVisible()
  }
  await menu.click()
  await expect(panel).toContainText('only in this browser')
  await save('Mine')
  await panel.getByText('Shared', { exact: true }).click()
  await expect(panel).toContainText(`Everyone who sees ${appId}`)
  await save('Ours')

  // Another person sees the shared one alone.
  const other = await browser.newContext()
  const theirs = await other.newPage()
  await theirs.goto(home)
  await theirs.getByRole('button', { name: /^Saved views/ }).click()
  const theirPanel = theirs.getByRole('dialog', { name: 'Saved views' })
  await theirPanel.getByRole('button', { name: 'Ours', exact: true }).click()
  await expect(countOf(theirs)).toHaveText('1 session')
  await expect(theirs.getByRole('button', { name: 'Saved views: Ours' })).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'Mine' })).toHaveCount(0)
  await other.close()

  await choose('Mine', 'Open by default')
  await page.goto(`${collector.url}/sessions`)
  await expect(page).toHaveURL(/query=browser%3AEdge/)
  await expect(countOf(page)).toHaveText('1 session')
  await page.getByRole('button', { name: 'Remove filter browser:Edge' }).click()
  await expect(page).not.toHaveURL(/query=/) // a filter that was removed does not come back

  await page.goto(`${home}&query=browser:Chrome`)
  await menu.click()
  await choose('Mine', 'Update to what is shown')
  await expect(page.getByText('Updated: Mine')).toBeVisible()
  await choose('Mine', 'Rename')
  await panel.getByLabel('New name of Mine').fill('Chrome')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('button', { name: 'Chrome Opens by default' })).toBeVisible()
  await choose('Chrome', 'Copy link')
  await expect(page.getByText('The link to this view')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${home.replace('/?', '/sessions?query=browser%3AChrome&')}`)
  await page.goto(`${collector.url}/sessions`)
  await expect(page).toHaveURL(/query=browser%3AChrome/) // the default follows its view

  await menu.click()
  for (const name of ['Chrome', 'Ours']) {
    await choose(name, 'Delete')
    await panel.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText(`Deleted: ${name}`)).toBeVisible()
  }
  await expect(panel).toContainText('No saved views of this list yet.')
  await page.goto(`${collector.url}/sessions`)
  await expect(page).not.toHaveURL(/query=/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, bypassCSP: true }) // axe-core itself needs what the policy forbids

    test(`axe-core finds nothing in chosen rows, a comparison, saved views and a refusal in the ${colorScheme} theme`, async ({
      page,
      collector,
      appId,
    }) => {
      await sendSessions(collector.url, appId, [
        { id: 'a', browser: 'Chrome', ago: 5, user: 'Ada', errors: 1 },
        { id: 'b', browser: 'Edge', ago: 6 },
      ])
      await page.goto(`${collector.url}/?app_id=${appId}`)
      await expect(rowsOf(page)).toHaveCount(2)
      await page.getByRole('checkbox', { name: 'Select all loaded rows' }).click()
      const bar = page.getByRole('region', { name: 'Selected rows' })
      await expect(bar).toContainText('2 selected')
      expect(await findAxeViolations(page), 'chosen rows').toEqual([])
      await bar.getByRole('button', { name: 'Compare' }).click()
      const dialog = page.getByRole('dialog', { name: 'Compare 2 rows' })
      await expect(dialog.getByRole('row').nth(1)).toBeVisible()
      expect(await findAxeViolations(page), 'the comparison').toEqual([])
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
      await page.getByRole('button', { name: /^Saved views/ }).click()
      const panel = page.getByRole('dialog', { name: 'Saved views' })
      await panel.getByLabel('Name').fill('Mine')
      await page.keyboard.press('Enter')
      await expect(panel.getByRole('button', { name: 'Options of Mine' })).toBeVisible()
      expect(await findAxeViolations(page), 'saved views').toEqual([])
      await page.keyboard.press('Escape')
      await page.route(isList, (route) => route.fulfill({ status: 403, json: {} }))
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(page.getByRole('alert')).toContainText('You may not see this.')
      expect(await findAxeViolations(page), 'the refusal').toEqual([])
    })
  })
}
