import type { Page, Route } from 'playwright/test'
import { sendSessions } from '../support/explorerData.ts'
import { countOf, rowsOf } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'

/** Questions of the explorer while they run, and rows that arrive. */
const isList = (url: URL): boolean => url.pathname === '/api/sessions'

/** Answers of the list, held back or replaced until the test lets them through. */
async function holdList(page: Page): Promise<{ held: Route[]; release: () => Promise<void> }> {
  const held: Route[] = []
  await page.route(isList, (route) => void held.push(route))
  return {
    held,
    async release() {
      await page.unroute(isList)
      for (const route of held) {
        await route.continue().catch(() => {}) // aborted by the page in the meantime
      }
    },
  }
}

test('a slow question keeps the old rows, is really aborted by Cancel, and is asked again on demand', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, [
    { id: 'a', browser: 'Chrome', ago: 5 },
    { id: 'b', browser: 'Edge', ago: 6 },
  ])
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(rowsOf(page)).toHaveCount(2)
  const list = await holdList(page)
  const failed: string[] = []
  page.on('requestfailed', (request) => {
    if (isList(new URL(request.url()))) {
      failed.push(request.failure()?.errorText ?? '')
    }
  })
  const search = page.getByRole('combobox', { name: 'Search' })
  await search.fill('browser:Edge')
  await search.press('Enter')
  await expect(page.getByText('Still waiting for the answer…')).toBeVisible()
  await expect(rowsOf(page)).toHaveCount(2) // the old rows
  await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'true')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect.poll(() => failed).toEqual(['net::ERR_ABORTED'])
  await expect(page.getByText('Still waiting for the answer…')).toHaveCount(0)
  const results = page.getByRole('region', { name: 'Results', exact: true })
  await expect(results.getByText('You cancelled this question.')).toBeVisible()

  // A question that is superseded is aborted as well.
  await search.fill('browser:Chrome')
  await search.press('Enter')
  await expect.poll(() => list.held.length).toBe(2)
  await search.fill('browser:Edge')
  await search.press('Enter')
  await expect.poll(() => failed.length).toBe(2)
  await list.release()
  await expect(rowsOf(page)).toHaveCount(1)
  await expect(results.getByText('You cancelled this question.')).toHaveCount(0)
})

test('a collector that is away is asked again, a refusal is shown at once with its reason', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, [{ id: 'a', browser: 'Chrome', ago: 5 }])
  let asked = 0
  await page.route(isList, (route) => {
    asked++
    return asked === 1
      ? route.abort('connectionrefused')
      : asked === 2
        ? route.fulfill({ status: 503, headers: { 'retry-after': '1' }, json: {} })
        : route.continue()
  })
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(rowsOf(page)).toHaveCount(1)
  expect(asked).toBe(3)

  await page.unroute(isList)
  const refusal = { error_code: 'rum.scopeTooSmall', message: 'not one of your applications' }
  let refused = 0
  await page.route(isList, (route) => {
    refused++
    return route.fulfill({ status: 403, json: refusal })
  })
  await page.getByRole('button', { name: 'Refresh' }).click()
  const note = page.getByRole('alert').filter({ hasText: 'You may not see this.' })
  await expect(note).toBeVisible()
  expect(refused).toBe(1)
  await page.unroute(isList)
  await note.getByRole('button', { name: 'Try again' }).click()
  await expect(note).toHaveCount(0)
  await expect(rowsOf(page)).toHaveCount(1)
})

test('point 2: live rows arrive at the top, wait while the reader is scrolled, and pause in a hidden page', async ({
  page,
  collector,
  appId,
}) => {
  const EVERY_MS = 5000
  await page.clock.install()
  const many = Array.from({ length: 60 }, (_, index) => ({
    id: `old-${index}`,
    browser: 'Chrome',
    ago: 10 + index / 10,
  }))
  await sendSessions(collector.url, appId, many)
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(countOf(page)).toHaveText('60 sessions')
  await page.getByRole('button', { name: 'Live' }).click()
  const first = rowsOf(page).first().getByRole('link')
  await sendSessions(collector.url, appId, [{ id: 'new-1', browser: 'Edge', ago: 1 }])
  await page.clock.runFor(EVERY_MS)
  await expect(first).toHaveAttribute('href', /new-1/)
  await expect(countOf(page)).toHaveText('61 sessions')

  await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ top: 600 }))
  await expect(rowsOf(page).first()).not.toHaveAttribute('data-index', '0')
  await sendSessions(collector.url, appId, [
    { id: 'new-2', browser: 'Edge', ago: 0.5 },
    { id: 'new-3', browser: 'Edge', ago: 0.4 },
  ])
  const waiting = page.getByRole('button', { name: '2 new rows' })
  await page.clock.runFor(EVERY_MS)
  await expect(waiting).toBeVisible()
  expect(await page.getByRole('grid').evaluate((grid) => grid.scrollTop)).toBe(600)
  await waiting.click()
  await expect(first).toHaveAttribute('href', /new-3/)
  await expect(waiting).toHaveCount(0)

  // The page cannot be hidden in this browser: it says that it is.
  const setVisibility = (state: string): Promise<void> =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    }, state)
  await setVisibility('hidden')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await sendSessions(collector.url, appId, [{ id: 'new-4', browser: 'Edge', ago: 0.1 }])
  await page.clock.runFor(4 * EVERY_MS)
  expect(asked).toEqual([])
  await setVisibility('visible')
  await expect(first).toHaveAttribute('href', /new-4/)
})
