import type { Locator } from 'playwright/test'
import { expect, test } from '../support/test.ts'
import { createWalk } from '../support/walk.ts'
import { fillWithWeek, WEEK } from '../support/week.ts'

/** A walk of issue 20 on the made-up week: its address service is slow for visitors from Brazil. */
test.use({ viewport: { width: 1440, height: 900 } })
test.skip(({ browserName }) => browserName !== 'chromium', 'no engine decides any of this')

const ACTS = {
  'with the mouse': (target: Locator) => target.click(),
  'by keyboard': (target: Locator) => target.press('Enter'),
}

for (const [way, act] of Object.entries(ACTS)) {
  test(`"checkout is slow in Brazil" leads to the slow request ${way}`, async ({
    page,
    collector,
  }) => {
    test.setTimeout(300_000) // some 25,000 events
    await fillWithWeek(collector)
    await page.goto(`${collector.url}/dashboards/overview?app_id=shop&${WEEK}`)
    const walk = createWalk(way, 60)
    const step = (target: Locator): Promise<void> => walk.step(() => act(target))
    await step(page.getByRole('main').getByRole('link', { name: 'Dashboards', exact: true }))
    await step(page.getByRole('link', { name: 'Page Performance' }))

    // How slow is it elsewhere? The page stands in the table with and without the country.
    const checkout = page.getByRole('row', { name: /^\/checkout / })
    const elsewhere = await readSeconds(checkout)
    await step(page.getByRole('button', { name: 'Country: any' }))
    await step(page.getByRole('menuitemradio', { name: 'Brazil (BR)' }))
    await expect(page).toHaveURL(/var\.country=BR/)
    await expect.poll(() => readSeconds(checkout)).toBeGreaterThan(2 * elsewhere)

    await step(checkout.getByRole('link', { name: '/checkout' }))
    await step(page.getByRole('link', { name: 'Resources', exact: true }))
    await step(page.getByRole('button', { name: 'By address' }))
    await step(page.getByRole('columnheader', { name: 'p75' }).getByRole('button').first())
    const slowest = page.locator('[role="grid"] [data-index="0"]')
    await expect(slowest).toContainText('api.shop.example.com')
    await expect(slowest).toContainText('/?/addresses')
    walk.end()
  })
}

/** Loading time at the 75th percentile, as the row of a page has it. */
async function readSeconds(row: Locator): Promise<number> {
  const text = (await row.getByRole('cell').nth(2).textContent()) ?? ''
  return text.endsWith('ms') ? Number.parseFloat(text) / 1000 : Number.parseFloat(text)
}
