import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findAxeViolations } from '../support/axe.ts'
import type { Collector } from '../support/collector.ts'
import { startCollector } from '../support/collector.ts'
import { expect, test } from '../support/test.ts'

/** Point 4: a saved search with a threshold, a webhook with a test button, the state in the explorer. */
const SECRET = 'a secret for the tests'
let collector: Collector
let webhook: Server
let address: string
const received: { id: string; type: string }[] = []

test.beforeAll(async () => {
  collector = await startCollector(['--alert-targets', 'any'])
  webhook = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) {
      body += chunk
    }
    received.push({ id: String(request.headers['webhook-id']), type: JSON.parse(body).type })
    response.writeHead(204).end()
  })
  webhook.listen(0, '127.0.0.1')
  await once(webhook, 'listening')
  address = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`
  // Windows end a minute ago.
  const time = Date.now() - 3 * 60_000
  const lines = Array.from(
    { length: 12 },
    (_, index) =>
      `error,app_id=shop,session_id=s${index},env=prod error_message="boom",event_id="e${index}" ${time + index}`,
  )
  await fetch(`${collector.url}/v1/write/rum?precision=ms`, {
    method: 'POST',
    body: lines.join('\n'),
  })
})
test.afterAll(async () => {
  webhook.close()
  await collector.stop()
})

test('an alert is made with the keyboard alone, fires, tests its webhook, is switched off and deleted', async ({
  page,
}) => {
  await page.goto(`${collector.url}/alerts`)
  await expect(page.getByText('No alerts yet')).toBeVisible()
  await page.getByRole('link', { name: 'New alert' }).focus()
  await page.keyboard.press('Enter')

  const name = page.getByRole('textbox', { name: 'Name' })
  const threshold = page.getByRole('textbox', { name: 'Threshold' })
  await page.getByRole('button', { name: 'Create alert' }).press('Enter')
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription('Give the alert a name.')
  await page.keyboard.type('Errors in production')
  await threshold.focus()
  await threshold.fill('many')
  await expect(threshold).toHaveAccessibleDescription('Write a number of 0 or more.')
  await threshold.fill('10')
  await page.getByRole('textbox', { name: 'Search' }).fill('env:prod')
  await expect(
    page.getByRole('status').filter({ hasText: 'It would have fired once' }),
  ).toBeVisible()
  expect(await findAxeViolations(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Webhook' }).fill(address)
  await page.keyboard.press('Enter')

  await expect(page.getByText(/^whsec_/)).toBeVisible()
  await page.getByRole('link', { name: 'Alert', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Errors in production' })).toBeVisible()
  await expect(page.getByText('Number of events (errors) above 10 in 15 minutes')).toBeVisible()
  await page.getByRole('button', { name: 'Send a test message' }).press('Enter')
  await expect(page.getByText(/^Delivered: status 204 after \d+ ms\.$/)).toBeVisible()
  expect(received.map(({ type }) => type).sort()).toEqual(['alert.firing', 'alert.test'])
  await page.reload()
  await expect(page.getByRole('row', { name: /Firing 12 Delivered/ })).toBeVisible()
  expect(await findAxeViolations(page)).toEqual([])

  await page.getByRole('link', { name: 'Show what is behind it' }).press('Enter')
  await expect(page).toHaveURL(/\/errors\?from=.*query=env%3Aprod/)
  await expect(page.getByText('boom').first()).toBeVisible()
  await page.goBack()

  await page.getByLabel('Check this alert').press('Space')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(page.getByText('the rule was switched off')).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter')
  await expect(page.getByText('No alerts yet')).toBeVisible()
  expect(received.at(-1)?.type).toBe('alert.resolved')
  expect(new Set(received.map(({ id }) => id)).size).toBe(received.length)

  // A list offers an alert of its search.
  await page.goto(`${collector.url}/errors?app_id=shop&query=env:prod`)
  await page.getByRole('button', { name: 'Saved views' }).press('Enter')
  await page.getByRole('link', { name: 'Make an alert of this search' }).press('Enter')
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue('env:prod')
  await expect(page.getByRole('status').filter({ hasText: 'fired once' })).toBeVisible()
})

test('alerts are in Chinese, firing ones first, and fit a narrow screen', async ({ browser }) => {
  for (const [title, threshold] of [
    ['quiet', 100],
    ['loud', 1],
  ] as const) {
    const rule = { name: title, app_id: 'shop', measure: 'events', event_type: 'error', threshold }
    await fetch(`${collector.url}/api/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: collector.url },
      body: JSON.stringify(rule),
    })
  }
  const context = await browser.newContext({
    locale: 'zh-CN',
    colorScheme: 'dark',
    viewport: { width: 380, height: 700 },
  })
  const page = await context.newPage()
  await page.goto(`${collector.url}/alerts`)
  await expect(page.getByText('1 个告警正在触发')).toBeVisible()
  await expect(page.getByRole('rowheader')).toContainText(['loud', 'quiet'])
  await expect(page.getByText('触发中')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(380)
  expect(await findAxeViolations(page)).toEqual([])
  await context.close()
})

test('a viewer reads alerts and is told who may change them', async ({ page }) => {
  const guarded = await startCollector(['--admin-secret', SECRET])
  const send = (path: string, body: object) =>
    fetch(`${guarded.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const password = 'a password of a viewer'
  await send('/api/users', { name: 'ada', password, role: 'viewer' })
  await send('/api/alerts', { name: 'Errors', app_id: 'shop', measure: 'events' })
  await page.goto(`${guarded.url}/alerts`)
  await page.getByLabel('Name').fill('ada')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('An editor can change them.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'New alert' })).toBeHidden()
  await page.getByRole('link', { name: 'Errors', exact: true }).last().click()
  await expect(page.getByRole('heading', { name: 'Errors' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toBeHidden()
  await guarded.stop()
})
