import type { Locator, Page } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import { sendLines, toVisit } from '../support/sessionData.ts'
import { expect, test } from '../support/test.ts'

/** The page of one session on the real collector: journey, access details, performance, errors, fields. */
test.use({ bypassCSP: true }) // axe-core itself needs what the policy forbids

const rowsOf = (page: Page): Locator => page.getByRole('list', { name: 'Access details' })
const stripOf = (page: Page): Locator => page.getByRole('application', { name: /^Journey/ })

test('S01, S02, S20, S23: the journey and the access details show a session in step, by mouse, by key and by address', async ({
  page,
  collector,
  appId,
}) => {
  await sendLines(collector.url, toVisit({ appId, sessionId: 's' }))
  await page.goto(`${collector.url}/sessions/s?app_id=${appId}`)
  const rows = rowsOf(page).locator('button')
  await expect(rows).toHaveCount(9) // views, actions and errors; resources and long tasks by toggle
  await expect(stripOf(page).locator('.journey-view')).toHaveCount(3)
  await expect(stripOf(page).locator('.journey-gap')).toHaveCount(1) // the hour between checkout and account
  for (const kind of ['crash', 'error', 'failedRequest', 'frustration', 'longTask']) {
    await expect(stripOf(page).locator(`.journey-mark.${kind}`), kind).toHaveCount(1)
  }
  await expect(rows.nth(2)).toContainText('Buy ⟨U+202E⟩gnp.now')
  await page.getByRole('button', { name: 'Resources 5' }).click()
  await expect(rows).toHaveCount(14)
  expect(new URL(page.url()).searchParams.get('type')).toBe('view,action,error,resource')
  await page.getByRole('searchbox', { name: 'Find an entry' }).fill('503')
  await expect(rows).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Find an entry' }).fill('')

  // The time: offset, then since the entry before, kept after a reload.
  await expect(rows.nth(5).locator('time')).toHaveText('+00:12.410')
  await page.getByRole('button', { name: 'Since previous' }).click()
  await expect(rows.nth(6).locator('time')).toHaveText('+00:17.590')
  await page.reload()
  await expect(rows.nth(6).locator('time')).toHaveText('+00:17.590')
  await page.getByRole('button', { name: 'Clock' }).click()
  await expect(rows.first().locator('time')).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/)

  // From the strip to the list and its details, by key and by mouse.
  await stripOf(page).focus()
  await page.keyboard.press('End')
  await expect(stripOf(page).getByRole('status')).toContainText('Sign out')
  await page.keyboard.press('Enter')
  await expect(rows.and(page.locator('[aria-expanded="true"]'))).toContainText('Sign out')
  await expect(page.getByRole('region', { name: 'Action details' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Action details' })).toHaveCount(0)
  await expect(rows.filter({ hasText: 'Sign out' })).toBeFocused()
  await page.keyboard.press('Home')
  await expect(rows.first()).toBeFocused()
  await stripOf(page).locator('.journey-mark.crash').click()
  await expect(page).toHaveURL(/event=s-e1/)
  await page.reload()
  await expect(page.getByRole('region', { name: 'Error details' })).toContainText('an empty cart')
  expect(await findAxeViolations(page)).toEqual([])
})

test('S03, S21, S24, S25, S27: a view and an action open the performance of their page: vitals, waterfall with phases, requests', async ({
  page,
  collector,
  appId,
}) => {
  await sendLines(collector.url, toVisit({ appId, sessionId: 's' }))
  await page.goto(`${collector.url}/sessions/s?app_id=${appId}&event=s-v1`)
  const details = page.getByRole('region', { name: 'View details' })
  for (const vital of [
    'LCP2.8 sneeds improvement',
    'INP120 msgood',
    'CLS0.31poor',
    'Loading time2.1 s',
  ]) {
    await expect(details.locator('.vitals')).toContainText(vital)
  }
  const waterfall = page.locator('.waterfall')
  const bars = waterfall.getByRole('list', { name: 'Waterfall' }).getByRole('button')
  const text = waterfall.getByRole('status')
  await expect(bars).toHaveCount(7)
  const told: [bar: string, text: RegExp][] = [
    ['/shop.css', /blocks rendering.*First byte 120 ms.*Download 50 ms/],
    ['https://cdn.example/app.js', /from the cache/],
    ['Long task', /180 ms.*hydrate · https:\/\/cdn.example\/app.js 150 ms/],
    ['Add to cart', /90 ms/],
  ]
  for (const [bar, expected] of told) {
    await bars.filter({ hasText: bar }).focus()
    await expect(text, bar).toHaveText(expected)
  }
  const span = bars.first().locator('.waterfall-span')
  const before = (await span.boundingBox())?.width ?? 0
  await waterfall.getByRole('button', { name: 'Move to an earlier time' }).click()
  await waterfall.getByRole('button', { name: 'Whole view' }).click()
  await expect.poll(async () => (await span.boundingBox())?.width ?? 0).toBeLessThan(before)
  await waterfall.getByRole('button', { name: 'Long tasks 1' }).click()
  await expect(bars).toHaveCount(1)
  await waterfall.getByRole('button', { name: 'Long tasks 1' }).click()
  await waterfall.getByRole('searchbox').fill('api.example')
  await expect(bars).toHaveCount(1)
  await waterfall.getByRole('searchbox').fill('')
  await waterfall.getByRole('button', { name: 'By host' }).click()
  await expect(bars.filter({ hasText: 'cdn.example · 1' })).toHaveCount(1)

  const requests = page.locator('.related-table tbody tr')
  await expect(requests).toHaveCount(1)
  await expect(requests).toContainText('200640 ms5.2 kB4bf92f35')
  await page.getByLabel('Address of a trace').fill('javascript:alert({trace_id})')
  await expect(requests.getByRole('link')).toHaveCount(0)
  await page.getByLabel('Address of a trace').fill('https://traces.example/t/{trace_id}')
  await expect(requests.getByRole('link', { name: 'Open trace' })).toHaveAttribute(
    'href',
    'https://traces.example/t/4bf92f3577b34da6a3ce929d0e0e4736',
  )
  expect(await findAxeViolations(page)).toEqual([])

  await bars.filter({ hasText: 'Add to cart' }).click()
  await expect(page).toHaveURL(/event=s-a1/)
  await expect(page.getByRole('region', { name: 'Action details' })).toContainText('LCP2.8 s')
  await expect(bars.and(page.locator('[aria-current="true"]'))).toContainText('Add to cart')
})

test('S22, S28, S31: an error opens its cause, how far it spread and the steps before it, and its fields have the menu', async ({
  page,
  collector,
  appId,
}) => {
  // The release before had other hashes in its file names: the error is one group all the same.
  const stack =
    'RangeError: an empty cart\n    at total (https://shop.example/assets/cart-DqPXbEwK.js:9:20)'
  // Causes of real depth: lists show the start of so long a text, the details have all of it.
  const depth = '\\\\n    at step (https://shop.example/assets/cart.js:1:9)'.repeat(60)
  const before = toVisit({ appId, sessionId: 'other', start: Date.now() - 86_400_000, stack })
  await sendLines(collector.url, [
    ...toVisit({ appId, sessionId: 's' }).map((line) =>
      line.replace('cart.js:1:9)', `cart.js:1:9)${depth}`),
    ),
    ...before.map((line) => line.replace('version=2.3.1', 'version=2.2.9')),
  ])
  await page.goto(`${collector.url}/sessions/s?app_id=${appId}&event=s-e1`)
  const details = page.getByRole('region', { name: 'Error details' })
  await expect(details).toContainText('Error typeRangeError')
  await expect(details).toContainText('Handlingunhandled')
  await expect(details.locator('.cause')).toContainText('Caused by TypeError: price is undefined')
  const spread = details.getByRole('region', { name: /^How far/ })
  await expect(spread).toContainText('Errors2Sessions2Users1First seen')
  await expect(spread).toContainText('2.3.1')
  await expect(spread).toContainText('2.2.9')
  const steps = details.getByRole('list', { name: 'Steps before it' }).getByRole('button')
  await expect(steps).toHaveCount(6)
  await expect(steps.last()).toContainText('https://api.example/pay')
  await expect(details).toContainText('Errors of this view (1)')
  await details.getByRole('searchbox', { name: 'Find a field or a value' }).fill('plan')
  await expect(details.getByRole('heading', { name: 'Extended fields' })).toBeVisible()
  await details.getByRole('button', { name: 'pro', exact: true }).click()
  await expect(page.getByRole('menuitem')).toHaveCount(4)
  await page.keyboard.press('Escape')
  expect(await findAxeViolations(page)).toEqual([])
  expect(await page.locator('img').count()).toBe(0) // the message of the other error is a text
  await steps.filter({ hasText: 'Pay now' }).click()
  await expect(page.getByRole('region', { name: 'Action details' })).toContainText('Pay now')
})
