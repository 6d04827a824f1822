import type { Locator, Page } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import { sendSessions } from '../support/explorerData.ts'
import { countOf, readCount } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'
import { fillWithWeek, WEEK, WEEK_END } from '../support/week.ts'

test.skip(({ browserName }) => browserName !== 'chromium', 'no engine decides any of this')

const widgetOf = (page: Page | Locator, name: string): Locator =>
  page.getByRole('article', { name, exact: true })

/** Waits until every widget has its answer. */
async function waitForWidgets(page: Page): Promise<void> {
  await expect(page.locator('.widget').first()).toBeVisible()
  await expect(page.locator('.widget[aria-busy="true"]')).toHaveCount(0)
  await expect(page.locator('.widget-waiting')).toHaveCount(0)
}

/** Presses a key until the focus is there. */
async function pressUntil(page: Page, key: string, target: Locator): Promise<void> {
  const isThere = (): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 120 && !(await isThere()); presses++) {
    await page.keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

test.describe('with the week', () => {
  test.beforeAll(async ({ collector }) => {
    test.setTimeout(300_000) // some 25,000 events
    await fillWithWeek(collector)
  })

  for (const locale of ['en', 'zh'] as const) {
    test.describe(locale, () => {
      test.use({ bypassCSP: true }) // axe-core itself needs what the policy forbids
      test.beforeEach(async ({ page }) => {
        await page.addInitScript(
          (wanted) => localStorage.setItem('explorer.locale', wanted),
          locale,
        )
      })

      test(`point 1: the explorer opens with its first dashboard in ${locale}, and lists all without a fault`, async ({
        page,
        collector,
      }) => {
        await page.goto(collector.url)
        await expect(page).toHaveURL(`${collector.url}/dashboards/overview`)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(
          { en: 'Web Application Overview', zh: 'Web 应用概览' }[locale],
        )
        await page.goto(`${collector.url}/dashboards`)
        await expect(page.locator('.dashboard-card')).not.toHaveCount(0)
        expect(await findAxeViolations(page)).toEqual([])
      })

      for (const id of ['overview', 'performance', 'errors', 'resources']) {
        test(`point 1: the built-in dashboard ${id} shows the week without a fault in ${locale}`, async ({
          page,
          collector,
        }) => {
          await page.goto(`${collector.url}/dashboards/${id}?${WEEK}`)
          await waitForWidgets(page)
          await expect(page.locator('.widget .message, .widget .warn')).toHaveCount(0)
          expect(await page.locator('.widget').count()).toBeGreaterThanOrEqual(12)
          expect(await findAxeViolations(page)).toEqual([])
        })
      }
    })
  }

  test('point 1: every number opens the rows that it counts, and a drag shows a part of the range', async ({
    page,
    collector,
  }) => {
    const home = `${collector.url}/dashboards/overview?${WEEK}`
    await page.goto(home)
    await waitForWidgets(page)
    for (const name of ['Sessions', 'Errors', 'Sessions by Browser', 'LCP']) {
      const shown = widgetOf(page, name).locator('.big-value, .top-row').first()
      const number = shown.locator('.top-value').or(shown).last()
      const text = (await shown.getAttribute('title')) ?? ''
      const whole = /^[\d,]+$/.test(text) ? text : ((await number.textContent()) ?? '')
      await shown.click()
      await expect(countOf(page)).toBeVisible()
      if (name.startsWith('Sessions')) {
        expect(await readCount(page), name).toBe(Number(whole.replaceAll(',', '')))
      }
      await page.goBack()
      await waitForWidgets(page)
    }

    const chart = widgetOf(page, 'Sessions over time').getByRole('application')
    const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {}
    await chart.hover({ position: { x: width * 0.3, y: height / 2 } })
    await page.mouse.down()
    await chart.hover({ position: { x: width * 0.6, y: height / 2 } })
    await page.mouse.up()
    await expect(page).not.toHaveURL(home)
    const params = new URL(page.url()).searchParams
    expect(Date.parse(params.get('from') ?? '')).toBeGreaterThan(WEEK_END - 6 * 86_400_000)
    expect(Date.parse(params.get('to') ?? '')).toBeLessThan(WEEK_END)

    await page.goto(`${home}&query=session_has_crashed:true&var.country=DE`)
    await waitForWidgets(page)
    await expect(page.getByRole('button', { name: 'Country: Germany (DE)' })).toBeVisible()
    await expect(widgetOf(page, 'Views')).toContainText(
      'Without the filter session_has_crashed:true',
    )
    const menu = widgetOf(page, 'Sessions over time').getByRole('button', { name: /^Options of/ })
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Show as a table' }).press('Enter')
    await expect(widgetOf(page, 'Sessions over time').getByRole('columnheader')).toHaveText([
      'Time',
      'Sessions',
    ])
  })
})

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
