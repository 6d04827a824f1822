import { findAxeViolations } from '../support/axe.ts'
import { countOf, readCount, waitForWidgets, widgetOf } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'
import { fillWithWeek, WEEK, WEEK_END } from '../support/week.ts'

test.skip(({ browserName }) => browserName !== 'chromium', 'no engine decides any of this')

test.beforeAll(async ({ collector }) => {
  test.setTimeout(300_000) // some 25,000 events
  await fillWithWeek(collector)
})

for (const locale of ['en', 'zh'] as const) {
  test.describe(locale, () => {
    test.use({ bypassCSP: true }) // axe-core itself needs what the policy forbids
    test.beforeEach(async ({ page }) => {
      await page.addInitScript((wanted) => localStorage.setItem('explorer.locale', wanted), locale)
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
  await expect(widgetOf(page, 'Views')).toContainText('Without the filter session_has_crashed:true')
  const menu = widgetOf(page, 'Sessions over time').getByRole('button', { name: /^Options of/ })
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Show as a table' }).press('Enter')
  await expect(widgetOf(page, 'Sessions over time').getByRole('columnheader')).toHaveText([
    'Time',
    'Sessions',
  ])
})
