import type { Locator, Page } from 'playwright/test'
import { sendSessions } from '../support/explorerData.ts'
import { widgetOf } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'

test.skip(({ browserName }) => browserName !== 'chromium', 'no engine decides any of this')

/** Presses a key until the focus is there. */
async function pressUntil(page: Page, key: string, target: Locator): Promise<void> {
  const isThere = (): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 120 && !(await isThere()); presses++) {
    await page.keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

test('point 1: a widget that fails or waits says so in its own place', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, [{ id: 'a', browser: 'Edge', ago: 5, errors: 2 }])
  let isBroken = true
  await page.route(/\/api\/events\/measures\?.*type=error/, (route) =>
    isBroken
      ? route.fulfill({ status: 400, json: { error_code: 'x', message: 'No.' } })
      : route.continue(),
  )
  await page.goto(`${collector.url}/dashboards/overview?app_id=${appId}`)
  await expect(widgetOf(page, 'Sessions').locator('.big-value')).toHaveText('1')
  const errors = widgetOf(page, 'Errors')
  await expect(errors.getByRole('alert')).toBeVisible()
  isBroken = false
  await errors.getByRole('button', { name: 'Try again' }).click()
  await expect(errors.locator('.big-value')).toHaveText('2')
  await expect(page.locator('.widget').getByRole('alert')).toHaveCount(0)
})

test('S34, S35: a dashboard is made, arranged and bound by keyboard alone, and appears at the records that match', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, [
    { id: 'mine', browser: 'Edge', ago: 30, errors: 1 },
    { id: 'theirs', browser: 'Chrome', ago: 20 },
  ])
  const name = `Edge ${appId}`
  await page.goto(`${collector.url}/dashboards?app_id=${appId}`)
  const press = (key: string): Promise<void> => page.keyboard.press(key)
  const button = (label: string | RegExp): Locator => page.getByRole('button', { name: label })
  await pressUntil(page, 'Tab', button('New dashboard'))
  await press('Enter')
  await pressUntil(page, 'Tab', page.getByLabel('Name'))
  await page.keyboard.type(`${name}\n`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)

  await pressUntil(page, 'Tab', button('Add a widget'))
  await press('Enter')
  await expect(page.getByLabel('Shown as')).toBeFocused()
  await press('Escape') // the settings: the widget is as it is
  const first = widgetOf(page, 'Sessions over time')
  const handle = first.getByRole('button', { name: /^Move or resize/ })
  await expect(handle).toBeFocused()
  await pressUntil(page, 'Shift+Tab', button('Add a widget'))
  await press('Enter')
  await expect(page.getByLabel('Shown as')).toBeFocused()
  await page.keyboard.type('Top') // as in every list of choices
  await expect(page.getByLabel('Shown as')).toHaveValue('topList')
  await press('Escape')
  const second = widgetOf(page, 'Sessions by Browser')
  await expect(second.getByRole('button', { name: /^Move or resize/ })).toBeFocused()

  const said = page.locator('[data-told]')
  await press('Shift+ArrowLeft')
  await expect(said).toHaveText('Sessions by Browser: column 7 to 11, row 1, 4 high')
  await press('ArrowRight')
  await expect(said).toHaveText('Sessions by Browser: column 8 to 12, row 1, 4 high')
  await press('Shift+ArrowDown')
  await press('ArrowLeft')
  await press('ArrowLeft')
  await expect(said).toHaveText('Sessions by Browser: column 6 to 10, row 1, 5 high')
  await press('Delete')
  await expect(second).toHaveCount(0)
  await expect(said).toHaveText('Removed Sessions by Browser')
  await pressUntil(page, 'Tab', button('Undo: bring “Sessions by Browser” back'))
  await press('Enter')
  await expect(second).toBeVisible()

  await pressUntil(page, 'Shift+Tab', button(/^Bound to/))
  await press('Enter')
  await pressUntil(page, 'Tab', page.getByLabel('Field'))
  await page.keyboard.type('browser')
  await press('Tab')
  await page.keyboard.type('Ed*\n')
  await expect(page.getByText('Bound to Browser: Ed*')).toBeVisible()
  await press('Escape')
  await pressUntil(page, 'Tab', button('Save'))
  await press('Enter')
  await expect(page.getByText(`Saved: ${name}`)).toBeVisible()
  await expect(button('Add a widget')).toHaveCount(0)
  await page.reload()
  await expect(widgetOf(page, 'Sessions by Browser')).toBeVisible()
})

const widget = {
  id: 'w1',
  kind: 'timeSeries',
  title: '',
  list: 'sessions',
  query: '',
  measures: ['count'],
  by: [],
  part: '',
  limit: 10,
  place: { x: 0, y: 0, w: 6, h: 4 },
}

test('S34, S35: a bound dashboard appears at the records that match, with their value as its filter and their time marked', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, [
    { id: 'mine', browser: 'Edge', ago: 30, errors: 1 },
    { id: 'theirs', browser: 'Chrome', ago: 20 },
  ])
  const name = `Bound ${appId}`
  const topList = {
    ...widget,
    id: 'w2',
    kind: 'topList',
    by: ['browser'],
    place: { x: 6, y: 0, w: 6, h: 4 },
  }
  const stored = await fetch(`${collector.url}/api/dashboards`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name,
      bound_to: 'browser:Ed*',
      body: { version: 1, variables: [], widgets: [widget, topList] },
    }),
  })
  expect(stored.status).toBe(200)

  const regionOf = (inside: string): Locator =>
    page.locator(`${inside} [data-region="bound"]`).first()
  const openRegion = async (address: string, region: Locator): Promise<void> => {
    await page.goto(`${collector.url}${address}`)
    await region.scrollIntoViewIfNeeded()
    await expect(
      region.getByRole('button', { name: /^Web Application Overview Version: 1.0/ }),
    ).toBeVisible()
  }
  const session = regionOf('main')
  await openRegion(`/sessions/mine?app_id=${appId}`, session)
  await session.getByRole('button', { name: `${name} Browser: Edge` }).press('Enter')
  await expect(widgetOf(session, 'Sessions over time').locator('.moment')).toHaveCount(1)
  await expect(widgetOf(session, 'Sessions by Browser').locator('.top-row')).toHaveText('Edge1')

  const event = regionOf('.event-details')
  await openRegion(`/sessions/mine?app_id=${appId}&event=mine-e0`, event)
  await expect(event.getByRole('button', { name: /^Errors Issue: / })).toBeVisible()
  await event.getByRole('button', { name: `${name} Browser: Edge` }).press('Enter')
  await expect(widgetOf(event, 'Sessions over time').locator('.moment')).toHaveCount(1)

  await openRegion(`/sessions/theirs?app_id=${appId}`, session)
  const bound = session.getByRole('button', { name: new RegExp(name) })
  await expect(bound).toHaveCount(0)

  // Bound and unbound from the record as well.
  await session.getByRole('button', { name: 'Bind a dashboard' }).click()
  const form = page.getByRole('dialog', { name: 'Bind a dashboard' })
  await form.getByLabel('Dashboard').selectOption({ label: name })
  await form.getByLabel('Field of this record').selectOption('env')
  await form.getByRole('button', { name: 'Bind', exact: true }).click()
  await expect(session.getByRole('button', { name: `${name} Environment: prod` })).toBeVisible()
  await form.getByRole('button', { name: 'Unbind Environment: prod' }).click()
  await expect(bound).toHaveCount(0)
})

test('point 1: a built-in dashboard is copied, exported, imported and deleted, and nothing is lost silently', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, [{ id: 'a', browser: 'Edge', ago: 5 }])
  await page.goto(`${collector.url}/dashboards/errors?app_id=${appId}`)
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0)
  const more = page.getByRole('button', { name: /^More about/ })
  await more.click()
  await expect(page.getByRole('menuitem')).toHaveText(['Copy', 'Export as a file'])
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export as a file' }).click()
  const file = await (await download).createReadStream()
  const text = (await file.toArray()).join('')
  await more.click()
  await page.getByRole('menuitem', { name: 'Copy' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Copy of Errors')

  // Changes stay, and are said, when another page is opened.
  await page.getByLabel('Name', { exact: true }).fill(`Ours ${appId}`)
  await expect(page.getByText('Unsaved changes')).toBeVisible()
  await page.getByRole('link', { name: 'Sessions', exact: true }).click()
  await expect(page.getByText('are not saved. They are kept')).toBeVisible()
  await page.getByRole('link', { name: 'Dashboards', exact: true }).click()
  const card = page.locator('.dashboard-card').filter({ hasText: 'Unsaved changes' })
  await card.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Ours ${appId}`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(`Saved: Ours ${appId}`)).toBeVisible()

  await more.click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText(`Deleted: Ours ${appId}`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: `Ours ${appId}` })).toBeVisible()

  const choose = (content: string): Promise<void> =>
    page
      .getByLabel('Import a file')
      .last()
      .setInputFiles({
        name: 'x.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      })
  await choose(text.replace('"version": 1', '"version": 99'))
  await expect(page.getByRole('alert')).toContainText('A later version of the explorer')
  await choose('{}')
  await expect(page.getByRole('alert')).toContainText('This file is no dashboard')
  await choose(text)
  await expect(page.getByRole('button', { name: 'Add a widget' })).toBeVisible()
  await expect(page.locator('.widget')).toHaveCount(12)
})
