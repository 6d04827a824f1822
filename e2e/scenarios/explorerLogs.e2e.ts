import { findAxeViolations } from '../support/axe.ts'
import { sendSessions } from '../support/explorerData.ts'
import { countOf, rowsOf } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'

const TRACE = '5b8efff798038103d269b633813fc60c'

/** A page's log and a server's, as a log shipper and as an OpenTelemetry exporter send them. */
async function sendLogs(url: string, appId: string, time: number): Promise<void> {
  const lines = [
    `browser_log,app_id=${appId},session_id=s1,view_id=s1-v,view_path=/pay,status=warn message="checkout: card declined",plan="pro" ${time}`,
    `browser_log,app_id=${appId},session_id=s1,view_id=s1-v,status=info message="checkout: payment begins" ${time - 1000}`,
    `nginx,app_id=${appId},host=web-1,trace_id=${TRACE},status=info message="POST /pay 504" ${time}`,
  ]
  const record = {
    timeUnixNano: `${time + 5}000000`,
    severityNumber: 17,
    body: { stringValue: 'provider does not answer <script>' },
    traceId: TRACE,
    attributes: [
      { key: 'app_id', value: { stringValue: appId } },
      { key: 'session.id', value: { stringValue: 's1' } },
    ],
  }
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'payments' } }] }
  const answers = await Promise.all([
    fetch(`${url}/v1/write/logging?precision=ms`, { method: 'POST', body: lines.join('\n') }),
    fetch(`${url}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }],
      }),
    }),
  ])
  for (const answer of answers) {
    expect(answer.status, await answer.text()).toBe(200)
  }
}

test('point 8: logs are listed with their status, and lead to their session, view and trace and back', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(collector.url, appId, [{ id: 's1', browser: 'Chrome', ago: 5, user: 'Ada' }])
  await sendLogs(collector.url, appId, Date.now() - 4 * 60_000)
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await expect(countOf(page)).toHaveText('4 logs')
  const first = rowsOf(page).first()
  await expect(first.locator('[data-field="status"]')).toHaveText('Error')
  await expect(first).toContainText('provider does not answer <script>')
  await expect(first).toContainText('payments')
  await expect(page.locator('.histogram .bar.errored')).toHaveCount(1)

  // The four operations hold for a log's values, and its facets are there.
  const declined = rowsOf(page).filter({ hasText: 'card declined' })
  await declined.locator('[data-field="status"]').getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Filter field value', exact: true }).click()
  await expect(countOf(page)).toHaveText('1 log')
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('status:warning')
  await page.goBack()
  await expect(page.getByRole('region', { name: 'Source' })).toContainText('nginx')

  // A server's log without a session opens by itself, and its trace finds the other server's.
  await rowsOf(page).filter({ hasText: 'POST /pay 504' }).getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Log details' })).toContainText('web-1')
  await expect(page.getByRole('link', { name: 'Open the session' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Logs of this trace' }).click()
  await expect(countOf(page)).toHaveText('2 logs')

  // From a log to its session, where it stands beside the view's other events, and back to the session's logs.
  await rowsOf(page).filter({ hasText: 'provider does not answer' }).getByRole('link').click()
  await expect(page.locator('.log-message')).toHaveText('provider does not answer <script>')
  await page.getByRole('link', { name: 'Open the session' }).click()
  await expect(page.getByRole('heading', { name: 'Ada', level: 1 })).toBeVisible()
  const logs = page.locator('.event-row.is-log')
  await expect(logs).toHaveCount(3)
  await expect(logs.filter({ hasText: 'card declined' })).toContainText('Warning')
  const details = page.getByRole('region', { name: 'Log details' })
  await expect(details).toContainText('payments')
  await details.getByRole('group', { name: 'Logs of the same' }).getByText('Session').click()
  await details.getByRole('link', { name: 'Logs of this session' }).click()
  await expect(countOf(page)).toHaveText('3 logs')
})

test('axe-core finds nothing in the list of logs and in one log, in Chinese', async ({
  browser,
  collector,
  appId,
}) => {
  const context = await browser.newContext({ locale: 'zh-CN', bypassCSP: true })
  const page = await context.newPage()
  await sendLogs(collector.url, appId, Date.now() - 60_000)
  await page.goto(`${collector.url}/logs?app_id=${appId}`)
  await expect(rowsOf(page).first()).toContainText('错误')
  expect(await findAxeViolations(page), 'the list').toEqual([])
  await rowsOf(page).first().getByRole('link').click()
  await expect(page.locator('.log-message')).toBeVisible()
  expect(await findAxeViolations(page), 'the log').toEqual([])
  await context.close()
})
