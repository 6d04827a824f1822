import type { Page } from 'playwright/test'
import {
  cellOf,
  chooseItem,
  countOf,
  facetOf,
  openList,
  openMenu,
  readCount,
  readOtherCount,
  rowsOf,
  searchOf,
} from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'
import { fillWithWeek, WEEK } from '../support/week.ts'

/**
 * Search, values and columns on the made-up week: what issue 18 demands of them, by its names. `explorerWeek.e2e.ts` has the
 * other points.
 */
test.use({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' })

test.beforeAll(async ({ collector }) => {
  test.setTimeout(300_000)
  await fillWithWeek(collector)
})

const chipsOf = (page: Page) => page.getByRole('list', { name: 'Filters' })
const FOUR = (column: string) => [
  'Filter field value',
  'Reverse filter field value',
  column,
  'Copy',
]

test('S05: the switcher leads to seven lists and keeps the range and the filters that apply', async ({
  page,
  collector,
}) => {
  test.slow() // seven lists, one after another
  await openList(page, `${collector.url}/?${WEEK}&query=browser:Chrome session_view_count:>1`)
  const tabs = page.getByRole('navigation', { name: 'Explorer' }).getByRole('link')
  await expect(tabs).toHaveText([
    'Dashboards',
    ...['Sessions', 'Views', 'Actions', 'Errors', 'Resources', 'Long tasks', 'Logs'],
    ...['Releases', 'Alerts', 'Settings'],
  ])
  const range = new URL(page.url()).searchParams.get('from')
  for (const list of ['Views', 'Actions', 'Errors', 'Resources', 'Long tasks', 'Logs']) {
    await tabs.filter({ hasText: new RegExp(`^${list}$`) }).click()
    await expect(tabs.and(page.locator('[aria-current="page"]'))).toHaveText(list)
    await expect(rowsOf(page).first(), list).toBeVisible()
    await expect(searchOf(page), list).toHaveValue(/browser:Chrome/)
    expect(new URL(page.url()).searchParams.get('from'), list).toBe(range)
  }
  // A filter that only sessions have waits for them.
  await tabs.filter({ hasText: /^Sessions$/ }).click()
  await expect(searchOf(page)).toHaveValue('browser:Chrome session_view_count:>1')
})

test('S15, S16: filter and reverse filter divide the rows, and chip, search, facet, picture and address follow', async ({
  page,
  collector,
}) => {
  await openList(page, `${collector.url}/?${WEEK}`)
  const all = await readCount(page)
  const picture = page.waitForResponse(
    (answer) =>
      answer.url().includes('/sessions/histogram') && answer.url().includes('query=browser'),
  )
  const browser = cellOf(rowsOf(page).filter({ hasText: 'Firefox' }).first(), 'browser')
  await chooseItem(browser.getByRole('button'), 'Filter field value')
  const found = await readOtherCount(page, all)
  await expect(searchOf(page)).toHaveValue('browser:Firefox')
  await expect(chipsOf(page)).toContainText('browser:Firefox')
  expect(new URL(page.url()).searchParams.get('query')).toBe('browser:Firefox')
  const facet = facetOf(page, 'Browser').getByRole('button', { name: /^Firefox/ })
  await expect(facet).toHaveAttribute('aria-pressed', 'true')
  await expect(facet).toContainText(found.toLocaleString('en'))
  await expect(cellOf(rowsOf(page).nth(5), 'browser')).toHaveText('Firefox')
  const { buckets } = (await (await picture).json()) as { buckets: { count: number }[] }
  expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(found)

  await page.getByRole('button', { name: 'Reverse filter browser:Firefox' }).click()
  const rest = await readOtherCount(page, found)
  expect(found + rest).toBe(all)

  // An empty value divides as well: sessions of visitors without a name, and those with one.
  await openList(page, `${collector.url}/?${WEEK}`)
  const nobody = page.locator('[data-field="user"]').getByRole('button', { name: 'empty' })
  await chooseItem(nobody.first(), 'Filter field value')
  const without = await readOtherCount(page, all)
  await expect(searchOf(page)).toHaveValue('-has:user')
  await page.goBack()
  await expect.poll(() => readCount(page)).toBe(all)
  await chooseItem(nobody.first(), 'Reverse filter field value')
  expect((await readOtherCount(page, all)) + without).toBe(all)
})

test('S17, S18: a field of a detail becomes a column, stays one and goes, and a value is copied raw', async ({
  page,
  context,
  collector,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openList(page, `${collector.url}/views?${WEEK}&group=0`)
  const heading = page.getByRole('columnheader', { name: 'Province' })
  await expect(heading).toHaveCount(0)
  await rowsOf(page).first().getByRole('link').click()
  const details = page.getByRole('region', { name: 'View details' })
  await details.getByPlaceholder('Find a field or a value').fill('province')
  const province = details.locator('dt:has-text("Province") + dd').getByRole('button')
  const shown = await province.textContent()
  await chooseItem(province, 'Add to display column')
  await openList(page, page.url()) // the address holds the column
  await expect(heading).toBeVisible()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Close' }).click()
  await expect(drawer).toHaveCount(0)
  const cell = cellOf(rowsOf(page).first(), 'province').getByRole('button')
  await expect(cell).toHaveText(shown ?? '')

  const stay = cellOf(rowsOf(page).first(), 'time_spent').getByRole('button')
  await chooseItem(stay, 'Copy')
  const raw = (await stay.getAttribute('title')) ?? ''
  await expect(page.getByText(`Copied: ${raw}`)).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(raw)
  expect(raw).toMatch(/^\d{7,}$/) // nanoseconds, where the cell shows seconds
  expect(await stay.textContent()).not.toBe(raw)

  await chooseItem(cell, 'Remove from columns')
  await expect(heading).toHaveCount(0)
})

test('S33: an extended field is found by name and value, and has the four operations', async ({
  page,
  collector,
}) => {
  await openList(page, `${collector.url}/views?${WEEK}&group=0`)
  const all = await readCount(page)
  await rowsOf(page).first().getByRole('link').click()
  const details = page.getByRole('region', { name: 'View details' })
  const find = details.getByPlaceholder('Find a field or a value')
  await find.fill('plan')
  await expect(details.getByRole('heading', { name: 'Extended fields' })).toBeVisible()
  const plan = details.getByRole('button', { name: /^(pro|free)$/ })
  const value = (await plan.textContent()) ?? ''
  await find.fill(value)
  await expect(plan).toBeVisible()
  await expect((await openMenu(plan)).getByRole('menuitem')).toHaveText(
    FOUR('Add to display column'),
  )
  await page.getByRole('menuitem', { name: 'Filter field value', exact: true }).click()
  await expect(searchOf(page)).toHaveValue(`@plan:${value}`)
  const found = await readOtherCount(page, all)
  await page.getByRole('button', { name: `Reverse filter @plan:${value}` }).click()
  expect((await readOtherCount(page, found)) + found).toBe(all)

  await openList(page, `${collector.url}/views?${WEEK}&group=0&columns=time,@plan`)
  const cell = cellOf(rowsOf(page).first(), '@plan').getByRole('button')
  await expect((await openMenu(cell)).getByRole('menuitem')).toHaveText(FOUR('Remove from columns'))
  await page.keyboard.press('Escape')
})

test('point 1: the search completes with counts, colours, marks a mistake, remembers, and is edited as chips', async ({
  page,
  collector,
}) => {
  await openList(page, `${collector.url}/?${WEEK}`)
  const search = searchOf(page)
  const options = page.getByRole('option')
  const press = (key: string) => page.keyboard.press(key)
  await press('/')
  await expect(search).toBeFocused()
  await page.keyboard.type('brow')
  await expect(options.first()).toHaveText('browserBrowser')
  await press('ArrowDown')
  await press('Enter')
  await expect(search).toHaveValue('browser:')
  const chrome = options.filter({ hasText: /^Chrome[\d,]+$/ })
  await expect(chrome).toBeVisible()
  const beside = ((await chrome.textContent()) ?? '').replace(/\D/g, '')
  await chrome.click()
  await expect(search).toHaveValue('browser:Chrome ')
  await press('Enter')
  await expect.poll(() => readCount(page)).toBe(Number(beside))

  await page.keyboard.type(' time_spent:')
  await expect(options.filter({ hasText: 'at least' })).toBeVisible()
  await page.keyboard.type('>1m OR env:stage')
  const colours = page.locator('.search-colours')
  await expect(colours.locator('.role-key')).toHaveText(['browser', 'time_spent', 'env'])
  await expect(colours.locator('.role-keyword')).toHaveText('OR')
  await search.fill('env:prod browser:(Chrome')
  await press('Enter')
  await expect(page.getByRole('alert')).toContainText('opens at character 18')
  await expect(colours.locator('.search-mistake').first()).toHaveText('(')

  await search.fill('env:prod browser:Chrome')
  await press('Enter')
  await expect(chipsOf(page).locator('.term')).toHaveText(['env:prod', 'browser:Chrome'])
  await page.getByRole('button', { name: 'Reverse filter browser:Chrome' }).click()
  await expect(search).toHaveValue('env:prod -browser:Chrome')
  await page.getByRole('button', { name: 'Remove filter env:prod' }).click()
  await expect(search).toHaveValue('-browser:Chrome')
  await expect(chipsOf(page).locator('.term')).toHaveText(['-browser:Chrome'])

  await page.getByRole('button', { name: 'Fields and syntax' }).click()
  const reference = page.getByRole('dialog', { name: 'Fields and syntax' })
  await expect(reference).toContainText('view_path:/cart*')
  await reference.getByRole('searchbox').fill('province')
  await reference.getByRole('button', { name: /^province/ }).click()
  await expect(search).toHaveValue('-browser:Chrome has:province')

  await page.getByRole('button', { name: 'Clear search' }).click()
  await press('ArrowDown')
  await expect(options.nth(1)).toHaveText('-browser:ChromeEarlier search')
  await options.nth(1).click()
  await expect(search).toHaveValue('-browser:Chrome')
  await expect(countOf(page)).toBeVisible()
})

test('points 7 and 8: a link to a saved view of the logs shows the same screen, and a log leads to its session', async ({
  page,
  browser,
  collector,
}) => {
  const columns = 'time,status,source,message,session_id'
  const url = `${collector.url}/logs?${WEEK}&query=status:error has:session_id&columns=${columns}`
  await openList(page, url)
  const found = await readCount(page)
  await page.getByRole('button', { name: 'Saved views' }).click()
  const panel = page.getByRole('dialog', { name: 'Saved views' })
  await panel.getByText('Shared', { exact: true }).click()
  await panel.getByLabel('Name').fill('Failures of the week')
  await panel.getByRole('button', { name: 'Save this view' }).click()
  await expect(page.getByText('Saved: Failures of the week')).toBeVisible()

  const context = await browser.newContext({ timezoneId: 'UTC' })
  const colleague = await context.newPage()
  await colleague.goto(`${collector.url}/logs`)
  await colleague.getByRole('button', { name: 'Saved views' }).click()
  await colleague.getByRole('button', { name: 'Failures of the week', exact: true }).click()
  await expect.poll(() => readCount(colleague)).toBe(found)
  await expect(cellOf(rowsOf(colleague).first(), 'status')).toHaveText('Error')
  await expect(colleague.getByRole('columnheader')).toHaveCount(6) // with the checkboxes
  await rowsOf(colleague).first().getByRole('link').click()
  await colleague.getByRole('link', { name: 'Open the session' }).click()
  await expect(colleague.getByRole('region', { name: 'Session details' })).toBeVisible()
  await context.close()
})
