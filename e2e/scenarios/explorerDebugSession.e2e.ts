import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { untilObserved } from '../support/observed.ts'
import { expect, test } from '../support/test.ts'

/** The id that support gave the user. */
const ID = 'debug_session_xx'
const CRASH = `dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('no stock') }))`

test.beforeEach(async ({ page, site, intake, initCall }) => {
  const body = '<button id="pay">Pay now</button>'
  const html = toPage(`${SYNC_TAG}<script>${initCall()}</script>`, body)
  const visit = site.page('/visit', html)
  await page.goto(visit)
  await page.evaluate(`DATAFLUX_RUM.addDebugSession('${ID}')`)
  await page.getByRole('button', { name: 'Pay now' }).click()
  await page.evaluate(`fetch('/missing').catch(() => {})`)
  await untilObserved(page, '/missing')
  await page.evaluate(`DATAFLUX_RUM.addError(new TypeError('card refused'))`)
  await page.evaluate(`DATAFLUX_RUM.addLog('tried to pay', 'warn')`)
  await page.evaluate(CRASH)
  await page.goto(visit) // the exit sends what waits; the debug session goes on
  // A list is read once: it shows nothing of what arrives later.
  const arrived = () => [
    ...intake.points('action').map(({ fields }) => fields['action_name']),
    ...intake.points('error').map(({ fields }) => fields['error_message']),
    ...intake.points('browser_log').map(({ fields }) => fields['message']),
    ...intake
      .points('resource')
      .map(({ fields }) => String(fields['resource_url']).split('/').pop()),
  ]
  const expected = ['Pay now', 'card refused', 'no stock', 'tried to pay', 'missing']
  await expect.poll(arrived).toEqual(expect.arrayContaining(expected))
})

test('a debug session is found by its id in every list, and has crashed as the session beneath it', async ({
  page,
  context,
  collector,
  appId,
}) => {
  await page.evaluate('DATAFLUX_RUM.clearDebugSession()')
  const base = await page.evaluate('DATAFLUX_RUM.getSessionId()')
  const explorer = await context.newPage()
  await explorer.goto(`${collector.url}/?app_id=${appId}`)
  const rows = explorer.getByRole('grid').locator('[data-index]')
  const search = explorer.getByRole('combobox', { name: 'Search' })
  for (const list of ['Views', 'Actions', 'Errors', 'Resources', 'Logs', 'Sessions']) {
    await explorer.getByRole('link', { name: list, exact: true }).click()
    await search.fill(ID)
    await search.press('Enter')
    await expect(rows.first(), list).toBeVisible()
    await expect(explorer.getByRole('list', { name: 'Filters' }), list).toContainText(ID)
  }
  await expect(rows).toHaveCount(1)
  // The error is an event of the debug session, the health record that of the session beneath: both have crashed.
  await expect(rows.first()).toContainText('Crashed')
  await search.fill(String(base))
  await search.press('Enter')
  await expect(rows.first()).toContainText('Crashed')
  await expect(rows).toHaveCount(1)
})

test('the page of a debug session has all kinds of events, and follows it while it runs', async ({
  page,
  context,
  collector,
  appId,
}) => {
  const explorer = await context.newPage()
  await explorer.goto(
    `${collector.url}/sessions?${new URLSearchParams({ app_id: appId, query: ID })}`,
  )
  await explorer.getByRole('grid').locator('[data-index]').first().getByRole('link').click()
  await explorer.getByRole('link', { name: 'Open as page' }).click()
  await expect(explorer.locator('.session-id')).toContainText(ID)
  await expect(explorer.getByText('Live: follows the session')).toBeVisible()
  const entries = explorer.getByRole('list', { name: 'Access details' })
  await expect(entries).toContainText('Pay now')
  await expect(entries).toContainText('card refused')
  await explorer.getByRole('button', { name: /^Resources \d/ }).click()
  await expect(entries).toContainText('/missing')
  await explorer.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
  await page.evaluate(`DATAFLUX_RUM.addAction('looked again')`)
  await page.evaluate(`DATAFLUX_RUM.addError(new RangeError('still refused'))`)
  await page.goto('about:blank')
  await expect(entries).toContainText('looked again')
  await expect(entries).toContainText('still refused')
  expect(await explorer.evaluate('isSamePage')).toBe(true)
})
