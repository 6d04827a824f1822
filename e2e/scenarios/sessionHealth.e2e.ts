import type { Page } from 'playwright/test'
import type { SessionSummary } from '../../protocol/query.ts'
import type { Releases } from '../../protocol/releases.ts'
import type { Collector } from '../support/collector.ts'
import { loaderSnippet, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

/** From the built files in a page to the collector's answers: how a session has ended. */
const leave = (page: Page) => page.goto('about:blank')

async function statusesOf(collector: Collector, appId: string): Promise<string[]> {
  const sessions: SessionSummary[] = await collector.sessions(appId)
  return sessions.map(({ session_status: status }) => status).sort()
}

async function releaseOf(collector: Collector, appId: string): Promise<unknown> {
  const response = await fetch(`${collector.url}/api/releases?app_id=${appId}`)
  const { releases } = (await response.json()) as Releases
  return releases.map(({ version, sessions, crashed, errored, healthy, crash_free_sessions }) => {
    return { version, sessions, crashed, errored, healthy, crash_free_sessions }
  })
}

test('a session that threw is crashed and one that was ended has exited, in the list and in release health', async ({
  page,
  browser,
  site,
  collector,
  appId,
  initCall,
}) => {
  const html = toPage(
    `${loaderSnippet()}<script>${initCall()}</script><button onclick="setTimeout(() => { throw new Error('boom') })">Throw</button>`,
  )
  await page.goto(site.page('/throws', html))
  await page.waitForFunction('DATAFLUX_RUM.getSessionId()')
  await page.getByRole('button').click()
  await page.waitForFunction(`DATAFLUX_RUM.getSession().status === 'crashed'`)
  await page.evaluate(`DATAFLUX_RUM.addAction('and goes on')`)
  await leave(page)
  await expect.poll(() => statusesOf(collector, appId)).toEqual(['crashed'])

  const context = await browser.newContext() // another visitor
  const other = await context.newPage()
  await other.goto(site.page('/ends', html))
  await other.waitForFunction('DATAFLUX_RUM.getSessionId()')
  await other.evaluate('DATAFLUX_RUM.endSession()')
  await leave(other)
  await context.close()
  await expect.poll(() => statusesOf(collector, appId)).toEqual(['crashed', 'exited'])

  expect(await releaseOf(collector, appId)).toEqual([
    { version: '1.2.3', sessions: 2, crashed: 1, errored: 0, healthy: 1, crash_free_sessions: 0.5 },
  ])
})

test('the explorer shows how a session is, in the list and at its head', async ({
  page,
  site,
  collector,
  appId,
  initCall,
}) => {
  const throwing = `setTimeout(() => { throw new Error('boom') })`
  const code = `${initCall()}; DATAFLUX_RUM.onReady(() => ${throwing})`
  await page.goto(site.page('/shown', toPage(`${loaderSnippet()}<script>${code}</script>`)))
  await page.waitForFunction(`DATAFLUX_RUM.getSession().status === 'crashed'`)
  await leave(page)
  await expect.poll(() => statusesOf(collector, appId)).toEqual(['crashed'])

  await page.goto(`${collector.url}/?app_id=${appId}`)
  const row = page.getByRole('row').filter({ hasText: 'Crashed' })
  await expect(row).toHaveCount(1)
  await row.getByRole('link').click()
  await expect(page.getByRole('dialog')).toContainText('Crashed')
  await page.getByRole('link', { name: 'Open as page' }).click()
  await expect(page.locator('.session-header')).toContainText('Crashed')
})
