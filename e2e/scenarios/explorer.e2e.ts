import type { Count } from '../../protocol/analytics.ts'
import type { MadeSession } from '../support/explorerData.ts'
import { sendSessions } from '../support/explorerData.ts'
import { cellOf, countOf, openMenu, rowsOf } from '../support/explorerPage.ts'
import { test as base, expect } from '../support/test.ts'

/** Fails if the explorer throws. */
const test = base.extend<{ pageErrors: string[] }>({
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      await use(errors)
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

/** The Session Explorer on the real collector: search, facets, property menu, columns, lists of every type. */
const SESSIONS: readonly MadeSession[] = [
  {
    id: 's1',
    browser: 'Chrome',
    ago: 5,
    user: 'Ada Lovelace',
    plan: 'pro',
    errors: 2,
    isCrashed: true,
  },
  { id: 's2', browser: 'Chrome', ago: 10, user: 'Grace Hopper', resourceStatus: 503 },
  { id: 's3', browser: 'Firefox', ago: 20, plan: 'free' },
  { id: 's4', browser: 'Edge', ago: 30, errors: 1 },
]

test('filter and reverse filter of any value divide the sessions, and search, chips, facets and the address agree', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, SESSIONS)
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(rowsOf(page)).toHaveCount(4)
  await expect(countOf(page)).toHaveText('4 sessions')
  const first = rowsOf(page).first()
  await expect(cellOf(first, 'user')).toHaveText('Ada Lovelace')
  await expect(cellOf(first, 'session_type')).toHaveText('user')
  await expect(cellOf(first, 'session_error_count')).toHaveText('2')

  const menu = await openMenu(cellOf(first, 'browser').getByRole('button'))
  await expect(menu.getByRole('menuitem')).toHaveText([
    'Filter field value',
    'Reverse filter field value',
    'Remove from columns',
    'Copy',
  ])
  await menu.getByRole('menuitem', { name: 'Filter field value', exact: true }).click()
  await expect(countOf(page)).toHaveText('2 sessions')
  await expect(rowsOf(page)).toHaveCount(2)
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('browser:Chrome')
  expect(new URL(page.url()).searchParams.get('query')).toBe('browser:Chrome')
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('browser:Chrome')
  const facet = page.getByRole('region', { name: 'Browser' })
  await expect(facet.getByRole('button', { name: /^Chrome/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  )

  await page.getByRole('button', { name: 'Reverse filter browser:Chrome' }).click()
  await expect(countOf(page)).toHaveText('2 sessions') // the other two of four
  await expect(rowsOf(page).filter({ hasText: 'Ada Lovelace' })).toHaveCount(0)
  await facet.getByRole('button', { name: 'Exclude Edge' }).click()
  await expect(countOf(page)).toHaveText('1 session')
  await page.goBack()
  await expect(countOf(page)).toHaveText('2 sessions')

  // An empty value divides as well: sessions without a user, and those with one.
  await page.goto(`${collector.url}/?app_id=${appId}`)
  const empty = cellOf(rowsOf(page).nth(2), 'user').getByRole('button')
  await (await openMenu(empty))
    .getByRole('menuitem', { name: 'Filter field value', exact: true })
    .click()
  await expect(countOf(page)).toHaveText('2 sessions')
  await page.getByRole('button', { name: /^Reverse filter/ }).click()
  await expect(countOf(page)).toHaveText('2 sessions')
  await expect(rowsOf(page).first()).toContainText('Ada Lovelace')
})

test('a value is copied raw and said so, and a field becomes a column and goes again', async ({
  page,
  context,
  collector,
  appId,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await sendSessions(collector.url, appId, SESSIONS)
  await page.goto(`${collector.url}/?app_id=${appId}`)
  const duration = cellOf(rowsOf(page).first(), 'time_spent')
  await (await openMenu(duration.getByRole('button')))
    .getByRole('menuitem', { name: 'Copy' })
    .click()
  await expect(page.getByText(/^Copied: \d+$/)).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(Number(copied)).toBeGreaterThan(1e9) // nanoseconds, not the text of the cell

  await rowsOf(page).first().getByRole('link').click()
  await page.locator('.event-row.is-view').click()
  const details = page.getByRole('region', { name: 'View details' })
  await details.getByPlaceholder('Find a field or a value').fill('pro')
  await expect(details.getByRole('heading', { name: 'Extended fields' })).toBeVisible()
  const plan = details.getByRole('button', { name: 'pro', exact: true })
  const menu = await openMenu(plan)
  await menu.getByRole('menuitem', { name: 'Filter field value', exact: true }).click()
  await expect(countOf(page)).toHaveText('1 session')
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('@plan:pro')

  await page.goto(`${collector.url}/actions?app_id=${appId}`)
  const action = cellOf(rowsOf(page).first(), 'action_name')
  await (await openMenu(action.getByRole('button')))
    .getByRole('menuitem', { name: 'Remove from columns' })
    .click()
  await expect(page.getByRole('columnheader', { name: 'Action', exact: true })).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Action', exact: true })).toHaveCount(0)
})

test('every list shows its rows, keeps the range and the filters, and a group opens its single events', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, SESSIONS)
  await page.goto(`${collector.url}/?app_id=${appId}&range=4h&query=browser:Chrome`)
  const tabs = page.getByRole('navigation', { name: 'Explorer' })
  const lists: [name: string, path: string, count: string][] = [
    ['Views', '/views', '2 views'],
    ['Actions', '/actions', '2 actions'],
    ['Errors', '/errors', '1 group'],
    ['Resources', '/resources', '1 resource'],
    ['Long tasks', '/long-tasks', '2 long tasks'],
  ]
  for (const [name, path, count] of lists) {
    await tabs.getByRole('link', { name, exact: true }).click()
    await expect(countOf(page)).toHaveText(count)
    const { pathname, searchParams } = new URL(page.url())
    expect([pathname, searchParams.get('range'), searchParams.get('query')]).toEqual([
      path,
      '4h',
      'browser:Chrome',
    ])
    await expect(rowsOf(page).first()).toBeVisible()
  }
  await tabs.getByRole('link', { name: 'Errors' }).click()
  await rowsOf(page).first().getByRole('link').click()
  await expect(countOf(page)).toHaveText('2 errors')
  await rowsOf(page).first().getByRole('link').click()
  await expect(page).toHaveURL(/\/errors\?.*session=s1&.*event=/)
  await expect(page.getByRole('region', { name: 'Error details' })).toContainText(
    'total is undefined',
  )
  await page.getByRole('link', { name: 'Open as page' }).click()
  await expect(page).toHaveURL(/\/sessions\/s1\?.*event=/)
  await page.goBack()
  await page.goBack()
  await expect(countOf(page)).toHaveText('2 errors')
})

test('the whole way by keyboard: search with completion, table, menu, session and back', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, SESSIONS)
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(rowsOf(page)).toHaveCount(4)
  await page.keyboard.press('/')
  const search = page.getByRole('combobox', { name: 'Search' })
  await expect(search).toBeFocused()
  await page.keyboard.type('browser:Fi')
  await expect(page.getByRole('option', { name: /^Firefox/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(search).toHaveValue('browser:Firefox ')
  await page.keyboard.press('Enter')
  await expect(countOf(page)).toHaveText('1 session')

  await search.fill('browser:(Chrome')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('opens at character 9')
  await search.fill('')
  await page.keyboard.press('Enter')
  await expect(rowsOf(page)).toHaveCount(4)

  await rowsOf(page).first().getByRole('link').focus()
  await page.keyboard.press('j')
  await expect(rowsOf(page).nth(1).getByRole('link')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(cellOf(rowsOf(page).nth(1), 'time_spent').getByRole('button')).toBeFocused()
  await page.keyboard.press('O')
  await expect(page.getByRole('heading', { name: 'Grace Hopper', level: 1 })).toBeVisible()
  await page.goBack()
  await expect(rowsOf(page).nth(1).getByRole('link')).toBeFocused()
})

test('the range, the picture, the language and a saved view are in step with the address', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, SESSIONS)
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(countOf(page)).toHaveText('4 sessions')
  await page.getByRole('button', { name: 'Time range' }).click()
  await page.getByLabel('Length, such as 90m or 3d').fill('15m')
  await page.keyboard.press('Enter')
  await expect(countOf(page)).toHaveText('2 sessions')
  expect(new URL(page.url()).searchParams.get('range')).toBe('15m')

  const picture = page.getByRole('application', { name: /^Count over time/ })
  await picture.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(true)
  await page.goBack()
  await expect(countOf(page)).toHaveText('2 sessions')

  const name = `Payments ${appId}`
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Save this view' }).click()
  await expect(page.getByText(`Saved: ${name}`)).toBeVisible()
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await page.getByRole('button', { name: 'Saved views' }).click()
  await page.getByRole('button', { name, exact: true }).click()
  await expect(countOf(page)).toHaveText('2 sessions')

  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '中文' }).click()
  await expect(countOf(page)).toHaveText('2 个会话')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('menuitem', { name: /^NDJSON/ }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('sessions.ndjson')
  const answer = await fetch(`${collector.url}/api/sessions/count?app_id=${appId}`)
  expect(((await answer.json()) as Count).count).toBe(4)
})
