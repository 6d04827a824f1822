import type { Page } from 'playwright/test'
import { toPage } from '../support/loadingModes.ts'
import { startShop } from '../support/shop.ts'
import { expect, test } from '../support/test.ts'

/** Every page of the shop reports under this id, whoever visits. */
const SHOP_APP = 'demo_shop'

async function buyAndFail(page: Page, shopUrl: string): Promise<void> {
  await page.goto(shopUrl)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('main').getByRole('link').first().click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: /^Cart/ }).click()
  await page.getByRole('button', { name: 'Apply coupon' }).click()
  await page.goto(`${shopUrl}/checkout.html`)
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('Street').fill('1 Main Street')
  await page.getByLabel('City').fill('London')
  await page.getByRole('button', { name: 'Pay now' }).click()
  await expect(page.getByText('The payment failed')).toBeVisible()
}

test('the whole road: from clicks in the shop to the session in the explorer, within seconds', async ({
  page,
  context,
  collector,
}, testInfo) => {
  const shop = await startShop(collector.url)
  await buyAndFail(page, shop.url)
  const sessionId = String(await page.evaluate('DATAFLUX_RUM.getSessionId()'))
  const leftAt = Date.now()
  await page.goto('about:blank')

  const explorer = await context.newPage()
  const problems: string[] = []
  explorer.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  const row = explorer.getByRole('row').filter({ has: explorer.locator(`a[href*="${sessionId}"]`) })
  await expect
    .poll(async () => {
      const sessions = await collector.sessions(SHOP_APP)
      const session = sessions.find(({ session_id }) => session_id === sessionId)
      // Pages that were left before it may be there already, the last one not yet.
      return [session?.session_view_count, session?.session_error_count]
    })
    .toEqual([4, 2]) // the coupon's and the payment's
  await explorer.goto(`${collector.url}/sessions`)
  await expect(row.locator('[data-label="Views"]')).toHaveText('4')
  await expect(row.locator('[data-label="Errors"]')).toHaveText('2')
  const took = `in the explorer after ${Date.now() - leftAt} ms`
  testInfo.annotations.push({ type: 'road', description: took })
  process.stdout.write(`${took}\n`)

  await expect(row).toContainText('Ada Lovelace')
  await expect(row.locator('[data-label="Session type"]')).toHaveText('user')
  await expect(row.locator('[data-label="First page"]')).toContainText('/')
  await expect(row.locator('[data-label="Last page"]')).toContainText('/checkout.html')

  await row.getByRole('link').press('Enter') // by keyboard, as the mouse
  await expect(explorer).toHaveURL(new RegExp(`session=${sessionId}`))
  const events = explorer.locator('.event-row')
  await expect(events.filter({ hasText: 'Pay now' })).toHaveCount(1)
  await expect(events.filter({ hasText: 'add_to_cart' })).toHaveCount(1)
  await events.filter({ hasText: 'Payment refused with 503' }).press('Enter')
  // The context that addError was given.
  const details = explorer.getByRole('region', { name: 'Error details' })
  await expect(details.getByRole('button', { name: 'payment', exact: true })).toBeVisible()
  expect(problems).toEqual([])
  await shop.stop()
})

test('the single-page shop is one session, with a view for each route', async ({
  page,
  collector,
}) => {
  const shop = await startShop(collector.url)
  await page.goto(`${shop.url}/app/`)
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page).toHaveURL(/\/app\/product\//)
  await page.getByRole('link', { name: /^Cart/ }).click()
  await expect(page).toHaveURL(/\/app\/cart/)
  await page.goBack()
  await page.waitForFunction('DATAFLUX_RUM.getSessionId()')
  const sessionId = String(await page.evaluate('DATAFLUX_RUM.getSessionId()'))
  await page.goto('about:blank')

  await expect
    .poll(async () => {
      const sessions = await collector.sessions(SHOP_APP)
      return sessions.find(({ session_id }) => session_id === sessionId)?.session_view_count
    })
    .toBe(4)
  const { events } = await collector.session(SHOP_APP, sessionId)
  const views = events.filter((event) => event.type === 'view')
  expect(views.map(({ view_name }) => view_name)).toEqual([
    '/app/',
    '/app/product/?',
    '/app/cart',
    '/app/product/?',
  ])
  expect(views.map(({ view_loading_type: type }) => type)).toEqual([
    'initial_load',
    'route_change',
    'route_change',
    'route_change',
  ])
  await shop.stop()
})

test('what the empty explorer offers to paste works as it stands', async ({
  page,
  context,
  collector,
  site,
}) => {
  const explorer = await context.newPage()
  await explorer.goto(`${collector.url}/?app_id=pasted_app`)
  const snippet = String(await explorer.locator('pre.code').textContent())
  await page.goto(site.page('/pasted', toPage(snippet, '<button>Pasted</button>')))
  await page.waitForFunction('DATAFLUX_RUM.getSessionId()')
  const sessionId = String(await page.evaluate('DATAFLUX_RUM.getSessionId()'))
  await page.goto('about:blank')

  await expect
    .poll(async () => (await collector.sessions('pasted_app')).map(({ session_id }) => session_id))
    .toContain(sessionId)
})
