import type { Locator } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import { sendSessions } from '../support/explorerData.ts'
import { expect, test } from '../support/test.ts'

test('what is different about the found sessions is listed with both shares, and becomes a filter', async ({
  page,
  collector,
  appId,
}) => {
  const failed = Array.from({ length: 8 }, (_, index) => ({
    id: `failed-${index}`,
    browser: 'Edge',
    ago: index + 1,
    errors: 1,
  }))
  const fine = Array.from({ length: 12 }, (_, index) => ({
    id: `fine-${index}`,
    browser: index === 0 ? 'Edge' : 'Chrome',
    ago: index + 1,
  }))
  await sendSessions(collector.url, appId, [...failed, ...fine])
  const open: Locator = page.getByRole('button', { name: 'What is different' })
  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(page.locator('.results-count')).toHaveText('20 sessions')
  await expect(open).toHaveCount(0) // the search is empty, so there are no others

  await page.goto(`${collector.url}/?app_id=${appId}&query=error_type:TypeError`)
  await open.click()
  const dialog = page.getByRole('dialog', { name: 'What is different' })
  await expect(dialog).toContainText('8 found rows have more often than the 12 others')
  const rows = dialog.getByRole('row').filter({ has: page.getByRole('rowheader') })
  await expect(rows.getByRole('rowheader')).toHaveText(['Health', 'Browser'])
  const row = rows.filter({ hasText: 'Browser' })
  await expect(row.getByRole('cell')).toHaveText(['Edge', '100%', '8.3%', 'Filter'])
  expect(await findAxeViolations(page)).toEqual([])
  await row.getByRole('button', { name: 'Edge' }).click()
  await expect(page.getByRole('menuitem', { name: 'Reverse filter field value' })).toBeVisible()
  await page.keyboard.press('Escape')

  await row.getByRole('button', { name: 'Filter' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page).toHaveURL(/browser%3AEdge|browser:Edge/)
  await expect(page.locator('.results-count')).toHaveText('8 sessions')

  await page.goto(`${collector.url}/?app_id=${appId}&query=session_id:fine-1`)
  await open.click()
  await expect(dialog).toContainText('No value is clearly more frequent here.')
  await page.keyboard.press('Escape')
  await expect(open).toBeFocused()

  await page.goto(`${collector.url}/errors?app_id=${appId}&query=browser:Edge`)
  await open.click()
  await expect(dialog).toContainText('there is nothing to compare with')
})
